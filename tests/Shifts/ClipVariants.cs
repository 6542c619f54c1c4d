using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.Shifts;

/// <summary>Writes one clip as it is and shifted, as files. Needs the <c>ffmpeg</c> program for MP3.</summary>
/// <param name="folder">Where the files go; they are replaced.</param>
/// <param name="interleaved">The clip and <see cref="LaterS"/> after it, interleaved, in units of full scale.</param>
/// <param name="sampleRate">In Hz.</param>
/// <param name="channels">Channels.</param>
public sealed class ClipVariants(string folder, float[] interleaved, int sampleRate, int channels)
{
    /// <summary>How much later the clip is cut, in seconds.</summary>
    public const double LaterS = 0.25;

    private const double QuieterDb = -6;

    private int Moved => (int)Math.Round(LaterS * sampleRate) * channels;

    /// <summary>The clip as it is: 16-bit WAV.</summary>
    /// <returns>The file.</returns>
    public string WritePlain() => WriteWav("plain", interleaved.AsSpan(0, interleaved.Length - Moved));

    /// <summary>The clip shifted.</summary>
    /// <returns>The file.</returns>
    public string Write(Shift shift) => shift switch
    {
        Shift.Mp3At128 => WriteMp3("128k"),
        Shift.Mp3At64 => WriteMp3("64k"),
        Shift.Later => WriteWav("later", interleaved.AsSpan(Moved)),
        Shift.Quieter => WriteQuieter(),
        _ => throw new ArgumentOutOfRangeException(nameof(shift), shift, "There is no such shift."),
    };

    private string WriteWav(string name, ReadOnlySpan<float> samples)
    {
        var path = Path.Combine(folder, $"{name}.wav");
        AudioEncoder.Write(path, AudioFileFormat.Wav, sampleRate, channels, samples);
        return path;
    }

    private string WriteMp3(string bitrate)
    {
        var path = Path.Combine(folder, $"{bitrate}.mp3");
        FfmpegTool.Run("-i", WritePlain(), "-c:a", "libmp3lame", "-b:a", bitrate, path);
        return path;
    }

    private string WriteQuieter()
    {
        var gain = (float)Math.Pow(10, QuieterDb / 20);
        return WriteWav("quieter", Array.ConvertAll(interleaved[..^Moved], sample => sample * gain));
    }
}
