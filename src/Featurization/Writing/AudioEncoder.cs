using Cluster.Featurization.Decoding;

namespace Cluster.Featurization.Writing;

/// <summary>Which formats this machine can write, and writers for them.</summary>
public static class AudioEncoder
{
    /// <summary>Whether the machine can write a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="sampleRate">Sample rate in Hz.</param>
    /// <param name="channels">Channels.</param>
    public static bool CanWrite(AudioFileFormat format, int sampleRate = 48_000, int channels = 2) =>
        format == AudioFileFormat.Wav || SndFileWriter.CanWrite(format, sampleRate, channels);

    /// <summary>Creates a file; an existing one is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format.</param>
    /// <param name="sampleRate">Sample rate in Hz; 1,000 to 768,000, less for some formats.</param>
    /// <param name="channels">Channels; 1 to 64, less for some formats.</param>
    /// <exception cref="AudioFormatException">The machine cannot write the format, or not at this rate.</exception>
    /// <exception cref="IOException">The file could not be created.</exception>
    public static AudioWriter Create(string path, AudioFileFormat format, int sampleRate, int channels) => format == AudioFileFormat.Wav
        ? new WavWriter(path, sampleRate, channels)
        : SndFileWriter.Create(path, format, sampleRate, channels);

    /// <summary>Writes a whole signal; see <see cref="Create"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format.</param>
    /// <param name="sampleRate">Sample rate in Hz.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="interleaved">All samples.</param>
    public static void Write(string path, AudioFileFormat format, int sampleRate, int channels, ReadOnlySpan<float> interleaved)
    {
        using var writer = Create(path, format, sampleRate, channels);
        writer.Write(interleaved);
    }
}
