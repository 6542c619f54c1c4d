using System.Globalization;
using System.Text;
using Cluster.Featurization.Writing;
using Cluster.TestKit.Signals;

namespace Cluster.Bench;

/// <summary>Stereo MP3s of two minutes in a folder that goes with them. Encoding takes longer than tagging, so pieces come again under other tags: for the cluster they are other files.</summary>
internal sealed class MusicFiles : IDisposable
{
    private const int Rate = 44_100;
    private const double Seconds = 120;
    private const int Pieces = 10;
    private const int TagBytes = 128;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cluster-bench-");

    /// <summary>Writes them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another one, other music.</param>
    /// <exception cref="InvalidOperationException">libsndfile cannot write MP3 here.</exception>
    public MusicFiles(int count, int seed)
    {
        if (!AudioEncoder.CanWrite(AudioFileFormat.Mp3)) throw new InvalidOperationException("libsndfile cannot write MP3 here; version 1.1 or newer can.");
        var pieces = Enumerable.Range(0, Math.Min(count, Pieces)).Select(i => Write(i, seed + (2 * i))).ToArray();
        Paths = [.. pieces, .. Enumerable.Range(pieces.Length, count - pieces.Length).Select(i => Again(pieces[i % pieces.Length], i))];
    }

    /// <summary>The folder.</summary>
    public string Folder => folder.FullName;

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Paths { get; }

    public void Dispose() => folder.Delete(recursive: true);

    // An ID3v1 tag stands at a file's end: three letters, then the title and what follows it.
    private string Again(string piece, int number)
    {
        var tag = new byte[TagBytes];
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"TAGpiece {number}")).CopyTo(tag, 0);
        var path = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{number:0000}.mp3"));
        File.WriteAllBytes(path, [.. File.ReadAllBytes(piece), .. tag]);
        return path;
    }

    private string Write(int number, int seed)
    {
        var (left, right) = (Signal.Tune(seed, Seconds, Rate), Signal.Tune(seed + 1, Seconds, Rate));
        var stereo = new float[2 * left.Length];
        for (var i = 0; i < left.Length; i++) (stereo[2 * i], stereo[(2 * i) + 1]) = (0.5f * left[i], 0.5f * right[i]);
        var path = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{number:0000}.mp3"));
        AudioEncoder.Write(path, AudioFileFormat.Mp3, Rate, 2, stereo);
        return path;
    }
}
