using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.Decoding;

/// <summary>Encodes test signals with the <c>ffmpeg</c> program.</summary>
internal static class FfmpegEncoder
{
    /// <summary>Encodes a signal, rounded to 16 bits first.</summary>
    /// <param name="path">The file to write; its extension chooses the container.</param>
    /// <param name="interleaved">Samples.</param>
    /// <param name="sampleRate">Their rate in Hz.</param>
    /// <param name="channels">Their channels.</param>
    /// <param name="options">Encoder and options.</param>
    public static void Encode(string path, ReadOnlySpan<float> interleaved, int sampleRate, int channels, params string[] options)
    {
        var wav = path + ".source";
        AudioEncoder.Write(wav, AudioFileFormat.Wav, sampleRate, channels, interleaved);
        FfmpegTool.Run(["-f", "wav", "-i", wav, .. options, path]);
        File.Delete(wav);
    }
}
