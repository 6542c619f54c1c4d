using Cluster.Featurization.Writing;
using Cluster.TestKit.Signals;

namespace Cluster.Bench;

/// <summary>The clip that is measured: 30 s, 44.1 kHz, stereo, as WAV and where possible as MP3, in a folder that goes with it.</summary>
internal sealed class ClipFiles : IDisposable
{
    public const double Seconds = 30;
    public const int Rate = 44_100;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cluster-bench-");

    public ClipFiles()
    {
        var (left, right) = (Signal.Tune(1, Seconds, Rate), Signal.Tune(2, Seconds, Rate));
        var noise = Signal.Noise(3, left.Length, 0.01);
        var stereo = new float[2 * left.Length];
        for (var i = 0; i < left.Length; i++) (stereo[2 * i], stereo[2 * i + 1]) = (0.5f * left[i] + noise[i], 0.5f * right[i] + noise[^(i + 1)]);
        Wav = Write("clip.wav", AudioFileFormat.Wav, stereo);
        Mp3 = AudioEncoder.CanWrite(AudioFileFormat.Mp3) ? Write("clip.mp3", AudioFileFormat.Mp3, stereo) : null;
    }

    public string Wav { get; }

    /// <summary>Null where libsndfile cannot write MP3.</summary>
    public string? Mp3 { get; }

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, AudioFileFormat format, float[] stereo)
    {
        var path = Path.Combine(folder.FullName, name);
        AudioEncoder.Write(path, format, Rate, 2, stereo);
        return path;
    }
}
