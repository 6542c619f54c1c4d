using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Experiments;
using Cluster.Grains.Scoring;

namespace Cluster.Grains.Tagging;

/// <summary>
/// Tags one track with the least work: nothing when the stored result is current, only inference when the content's features are cached, else audio work.
/// </summary>
/// <remarks>
/// A file whose path, size and time are those of the stored one counts as the same content without being read; otherwise its hash decides.
/// The route, which is the champion but for a track in an experiment's arm, is taken once, so a track never mixes model versions. How each request ended is told to the observers here; what was scored is told by whoever stores it. <see cref="TrackRescorer"/> asks about many stored tracks at once.
/// </remarks>
public sealed class TrackTagger(
    ITrackReader reader, IAudioAnalyzer analyzer, IScoringRouter router, IFileProbe files, ClipClassifier classifier, RoutedClassifier routed, TaggingOptions options, ScoringObservers observers, TimeProvider clock)
{
    /// <summary>Tags a track. What is wrong with its audio is an answer, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<TaggingResult> TagAsync(TaggingInput input, CancellationToken cancellationToken)
    {
        if (router.RouteTrack(input.TrackId) is not { } route) return TaggingResult.Failed(ModelProblems.NoModel);
        if (!analyzer.Computes(route.Champion.Manifest.SchemaId)) return TaggingResult.Failed(ModelProblems.ForeignSchema(route.Champion));
        return await observers.WatchAsync(
            route.Model.Manifest.ModelVersion,
            input.Lane,
            clock,
            () => TagReadableAsync(input, route, cancellationToken),
            result => result.Failure?.Kind,
            result => result.Scored?.Clips.Length ?? 1);
    }

    /// <summary>Says whether tagging would do anything, without doing it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<TaggingResult> DryRunAsync(TaggingInput input, CancellationToken cancellationToken)
    {
        if (router.RouteTrack(input.TrackId) is not { } route) return TaggingResult.Failed(ModelProblems.NoModel);
        try
        {
            if (files.Stat(input.Path) is not { } stamp) return TaggingResult.Failed(Missing);
            var unchanged = !input.Force && await IsUnchangedAsync(input, stamp, null, route, cancellationToken);
            return new TaggingResult(null, null, unchanged, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return TaggingResult.Failed(Unreadable(error));
        }
    }

    private async Task<TaggingResult> TagReadableAsync(TaggingInput input, ScoringRoute route, CancellationToken cancellationToken)
    {
        try
        {
            return await TagAsync(input, route, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return TaggingResult.Failed(Unreadable(error));
        }
    }

    private async Task<TaggingResult> TagAsync(TaggingInput input, ScoringRoute route, CancellationToken cancellationToken)
    {
        if (files.Stat(input.Path) is not { } stamp) return TaggingResult.Failed(Missing);
        if (stamp.SizeBytes == 0) return TaggingResult.Failed(new AnalysisFailure(FailureKind.EmptyAudio, "The file is empty (0 bytes)."));
        if (!input.Force)
        {
            if (IsSameFile(input, stamp) && classifier.IsCurrent(input.Stored!, route.Model, route.Policy)) return Unchanged(input, input.Stored!.Audio!, route);
            var hash = await files.HashAsync(input.Path, cancellationToken);
            if (await IsUnchangedAsync(input, stamp, hash, route, cancellationToken))
                return Unchanged(input, input.Stored!.Audio! with { Path = input.Path, SizeBytes = stamp.SizeBytes, ModifiedAt = stamp.ModifiedAt }, route);
            if (await FromCacheAsync(input, stamp, hash, route, cancellationToken) is { } cached) return cached;
        }

        var analysis = await analyzer.AnalyzeAsync(new AudioRequest(input.Path, options.Plan, route.Schemas), input.Lane, cancellationToken);
        if (analysis.Content is not { } content) return TaggingResult.Failed(analysis.Failure!);
        return RoutedClassifier.CanAnswer(content, route)
            ? Tag(input, content.Audio, content, route) with { Content = content }
            : TaggingResult.Failed(analysis.Refusal(route.Model.Manifest.SchemaId));
    }

    private async Task<bool> IsUnchangedAsync(TaggingInput input, FileStamp stamp, string? hash, ScoringRoute route, CancellationToken cancellationToken)
    {
        if (input.Stored?.Audio is not { } audio || !classifier.IsCurrent(input.Stored, route.Model, route.Policy)) return false;
        if (IsSameFile(input, stamp)) return true;
        return audio.SizeBytes == stamp.SizeBytes && audio.ContentHash == (hash ?? await files.HashAsync(input.Path, cancellationToken));
    }

    private async Task<TaggingResult?> FromCacheAsync(TaggingInput input, FileStamp stamp, string hash, ScoringRoute route, CancellationToken cancellationToken)
    {
        if (await CachedAsync(hash, route, cancellationToken) is not { } content) return null;
        var audio = content.Audio with { Path = input.Path, SizeBytes = stamp.SizeBytes, ModifiedAt = stamp.ModifiedAt };
        return Tag(input, audio, content, route);
    }

    private async Task<AnalysedContent?> CachedAsync(string hash, ScoringRoute route, CancellationToken cancellationToken)
    {
        var found = await reader.FindContentsAsync([.. RouteContents.KeysOf(route, hash, options)], cancellationToken);
        return RouteContents.Join(route, hash, options, found.ToDictionary(content => content.Key));
    }

    private TaggingResult Tag(TaggingInput input, AudioSource audio, AnalysedContent content, ScoringRoute asked) =>
        TaggingResult.Tagged(Merged(input) with { Audio = audio }, content, routed.Classify(input.TrackId, content, asked), input.Lane);

    private static TaggingResult Unchanged(TaggingInput input, AudioSource audio, ScoringRoute route) => new(Merged(input) with { Audio = audio }, null, true, null) { Route = route };

    private static Track Merged(TaggingInput input) => input.Stored is { } stored
        ? stored with { Metadata = stored.Metadata.MergedWith(input.Metadata) }
        : new Track { TrackId = input.TrackId, Metadata = input.Metadata };

    private static bool IsSameFile(TaggingInput input, FileStamp stamp) =>
        input.Stored?.Audio is { } audio && audio.Path == input.Path && audio.SizeBytes == stamp.SizeBytes && audio.ModifiedAt == stamp.ModifiedAt;

    private static AnalysisFailure Missing { get; } = new(FailureKind.Unreadable, "There is no such file.");

    private static AnalysisFailure Unreadable(Exception error) => new(FailureKind.Unreadable, error switch
    {
        UnauthorizedAccessException => "The file cannot be read: permission denied.",
        FileNotFoundException or DirectoryNotFoundException => "There is no such file.",
        _ => $"The file cannot be read ({error.GetType().Name}).",
    });
}
