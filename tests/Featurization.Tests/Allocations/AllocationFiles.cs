using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Allocations;

/// <summary>The files whose featurization is measured: 44.1 kHz stereo, something like music.</summary>
public sealed class AllocationFiles : IDisposable
{
    /// <summary>Their sample rate in Hz.</summary>
    public const int Rate = 44_100;

    private const double PieceS = 30;

    private readonly TemporaryFolder folder = new();
    private readonly float[] piece = Signal.Interleave(Signal.Tune(1, PieceS, Rate), 2);

    /// <summary>One clip, 22.05 kHz mono, as samples.</summary>
    public float[] Clip { get; } = Signal.Tune(1, PieceS);

    /// <summary>The same clip at 44.1 kHz.</summary>
    public float[] FullClip { get; } = Signal.Tune(1, PieceS, Rate);

    /// <summary>Writes a file of some clips of 30 s.</summary>
    public string Write(AudioFileFormat format, int clips)
    {
        var path = folder.Combine($"{clips}.{format}");
        if (File.Exists(path)) return path;
        using var writer = AudioEncoder.Create(path, format, Rate, 2);
        for (var i = 0; i < clips; i++) writer.Write(piece);
        return path;
    }

    public void Dispose() => folder.Dispose();
}
