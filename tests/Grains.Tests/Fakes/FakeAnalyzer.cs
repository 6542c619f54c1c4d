using System.Security.Cryptography;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>
/// Reads "audio" of the form <c>seconds|p0 p1 p2 p3</c>: every clip gets these four features. What follows a further bar
/// only makes the content another. Text that does not read so is unsupported audio.
/// </summary>
internal sealed class FakeAnalyzer : IAudioAnalyzer
{
    public const string Schema = "fake-schema";
    private int calls;

    public bool Computes(string schemaId) => schemaId == Schema;

    public int InteractiveWaiting { get; set; }

    /// <summary>How often audio work was done.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>Awaited before each analysis; lets a test hold the work.</summary>
    public Func<AudioRequest, CancellationToken, Task>? Before { get; set; }

    public static string Audio(double seconds, double happy, double sad, double angry, double relaxed) =>
        FormattableString.Invariant($"{seconds}|{happy} {sad} {angry} {relaxed}");

    public async Task<AudioAnalysis> AnalyzeAsync(AudioRequest request, AnalysisLane lane, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref calls);
        if (Before is { } before) await before(request, cancellationToken);
        if (!File.Exists(request.Path)) return AudioAnalysis.Failed(FailureKind.Unreadable, "There is no such file.");
        var bytes = await File.ReadAllBytesAsync(request.Path, cancellationToken);
        var parts = System.Text.Encoding.UTF8.GetString(bytes).Split('|');
        if (parts.Length < 2) return AudioAnalysis.Failed(FailureKind.UnsupportedAudio, "Not audio.");
        var seconds = double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
        var features = parts[1].Split(' ').Select(value => float.Parse(value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var stamp = new FileProbe().Stat(request.Path)!.Value;
        var content = new AnalysedContent(
            new FeatureCacheKey(hash, Schema, request.Plan.LengthS, request.Plan.HopS),
            new AudioSource
            {
                Path = request.Path,
                SizeBytes = stamp.SizeBytes,
                ModifiedAt = stamp.ModifiedAt,
                ContentHash = hash,
                DurationS = seconds,
                SampleRate = 44100,
                Channels = 2,
                BitrateKbps = 128,
            },
            [.. request.Plan.Cut(seconds).Select(clip => new CachedClipFeatures(clip.StartS, clip.DurationS, features))]);
        return new AudioAnalysis(content, null);
    }
}
