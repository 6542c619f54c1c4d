using Cluster.Featurization.Writing;

namespace Cluster.EndToEnd.Tests;

/// <summary>Small sound files.</summary>
internal static class Sounds
{
    /// <summary>Writes a WAV file: a tone with overtones that swells and fades, another one for every seed.</summary>
    public static void Write(string path, double seconds, int seed, int sampleRate = 8000)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var samples = new float[(int)(seconds * sampleRate)];
        var frequencyHz = 110 * Math.Pow(2, seed % 24 / 12.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var time = i / (double)sampleRate;
            var swell = 0.5 + (0.4 * Math.Sin(2 * Math.PI * (0.3 + (seed % 5)) * time));
            samples[i] = (float)(swell * ((0.3 * Math.Sin(2 * Math.PI * frequencyHz * time)) + (0.15 * Math.Sin(2 * Math.PI * 3 * frequencyHz * time))));
        }

        AudioEncoder.Write(path, AudioFileFormat.Wav, sampleRate, 1, samples);
    }
}
