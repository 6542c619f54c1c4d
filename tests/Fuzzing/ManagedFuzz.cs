using Cluster.Featurization;
using Cluster.Featurization.Decoding;
using Cluster.TestKit;

namespace Cluster.Fuzzing;

/// <summary>Puts spoilt WAV files through managed code in this process: what libsndfile would be asked about is left alone. Not thread-safe.</summary>
public sealed class ManagedFuzz : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TrackFeaturizer featurizer = new(FeatureOptions.Default);

    /// <summary>Tries a file.</summary>
    /// <returns>The outcome; null when the file is no plain WAV any more.</returns>
    public FuzzOutcome? Try(FuzzCase file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = folder.Write("file", file.Bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var cpu = Environment.CpuUsage.TotalTime;
        var outcome = Judge(path);
        return outcome is null ? null : outcome with
        {
            CpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            MemoryBytes = GC.GetAllocatedBytesForCurrentThread() - allocated,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private FuzzOutcome? Judge(string path)
    {
        try
        {
            using (var stream = File.OpenRead(path))
            {
                if (stream.Length == 0 || WavHeader.TryRead(stream) is null) return null;
            }

            var infinite = false;
            var info = featurizer.Featurize(path, ClipCutting.Default, 0, null, clip => infinite |= clip.Features.Vector.Any(float.IsInfinity));
            return infinite
                ? new FuzzOutcome(FuzzEnding.Broken, "A vector holds an infinite value.")
                : new FuzzOutcome(FuzzEnding.Result, $"{info.DurationS} s");
        }
        catch (AudioFormatException refusal)
        {
            return new FuzzOutcome(FuzzEnding.Refusal, refusal.Message);
        }
        catch (Exception bug)
        {
            return new FuzzOutcome(FuzzEnding.Broken, bug.ToString());
        }
    }
}
