using Cluster.Featurization.Writing;
using Cluster.TestKit.Signals;

namespace Cluster.Bench;

/// <summary>Stereo MP3s of two minutes, no two alike, in a folder that goes with them.</summary>
internal sealed class MusicFiles : IDisposable
{
    private const int Rate = 44_100;
    private const double Seconds = 120;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cluster-bench-");

    /// <summary>Writes them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another one, other music.</param>
    /// <exception cref="InvalidOperationException">libsndfile cannot write MP3 here.</exception>
    public MusicFiles(int count, int seed)
    {
        if (!AudioEncoder.CanWrite(AudioFileFormat.Mp3)) throw new InvalidOperationException("libsndfile cannot write MP3 here; version 1.1 or newer can.");
        Paths = [.. Enumerable.Range(0, count).Select(i => Write(i, seed + (2 * i)))];
    }

    /// <summary>The folder.</summary>
    public string Folder => folder.FullName;

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Paths { get; }

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(int number, int seed)
    {
        var (left, right) = (Signal.Tune(seed, Seconds, Rate), Signal.Tune(seed + 1, Seconds, Rate));
        var stereo = new float[2 * left.Length];
        for (var i = 0; i < left.Length; i++) (stereo[2 * i], stereo[(2 * i) + 1]) = (0.5f * left[i], 0.5f * right[i]);
        var path = Path.Combine(folder.FullName, $"{number:0000}.mp3");
        AudioEncoder.Write(path, AudioFileFormat.Mp3, Rate, 2, stereo);
        return path;
    }
}
