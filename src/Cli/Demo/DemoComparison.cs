using System.Net;
using Cluster.Abstractions.Emotions;
using Cluster.Cli.Gateway;
using Cluster.DemoMusic.Catalogue;

namespace Cluster.Cli.Demo;

/// <summary>Tells the cluster the emotions that the music was composed with, and waits until champion and shadow can be compared by them.</summary>
internal sealed class DemoComparison(GatewayClient gateway)
{
    /// <summary>The author of the labels.</summary>
    public const string Author = "cluster demo";

    private const int PageOfLabels = 1000;
    private const int Contradictions = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Gives the composed emotions as labels of a data set. Tracks that have theirs get none again.</summary>
    public async Task LabelAsync(IReadOnlyList<DemoTrack> tracks, CancellationToken cancellationToken)
    {
        var known = await LabelsAsync(cancellationToken);
        foreach (var track in tracks.Where(track => known.GetValueOrDefault(track.TrackId) != track.Emotion.ToName()))
        {
            var label = new GiveFeedback(track.TrackId, null, null, track.Emotion.ToName(), Author, "dataSet", null);
            await gateway.GiveFeedbackAsync(label, Guid.NewGuid().ToString("N"), cancellationToken);
        }
    }

    /// <summary>Compares as soon as the shadow has scored so many clips, or with what is there after a minute.</summary>
    /// <param name="shadow">The shadow.</param>
    /// <param name="clips">Clips that the champion has tagged.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null while they have no clip in common.</returns>
    public async Task<ComparisonAnswer?> CompareAsync(string shadow, int clips, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var comparison = await TryCompareAsync(shadow, cancellationToken);
            if (comparison?.Clips >= clips || TimeProvider.System.GetElapsedTime(start) >= Patience) return comparison;
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private async Task<ComparisonAnswer?> TryCompareAsync(string shadow, CancellationToken cancellationToken)
    {
        try
        {
            return (await gateway.CompareModelsAsync(shadow, null, null, Contradictions, cancellationToken)).Value;
        }
        catch (GatewayException nothing) when (nothing.Status == HttpStatusCode.Conflict)
        {
            // No clip in common yet: the shadow scores behind the answers.
            return null;
        }
    }

    private async Task<Dictionary<string, string>> LabelsAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var cursor = default(string);
        do
        {
            var page = (await gateway.ListLabelsAsync(PageOfLabels, cursor, cancellationToken)).Value;
            foreach (var label in page.Labels.Where(label => label.StartS is null)) known[label.TrackId] = label.Emotion;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return known;
    }
}
