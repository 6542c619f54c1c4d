namespace Cluster.Featurization.Tests.Reference;

/// <summary>Onset strength and tempo in plain loops: every window, every lag.</summary>
internal static class ReferenceTempo
{
    private const int Length = 344;
    private const int Pad = Length / 2;
    private const double FramesPerSecond = 22_050.0 / 512;

    /// <summary>Mean rise of the mel levels from frame to frame, shifted by the lag of one and two frames more.</summary>
    public static double[] Onsets(double[][] levels)
    {
        var envelope = new double[levels[0].Length];
        for (var t = 3; t < envelope.Length; t++) envelope[t] = levels.Average(band => Math.Max(0, band[t - 2] - band[t - 3]));
        return envelope;
    }

    /// <summary>Beats per minute.</summary>
    public static double Estimate(double[] envelope)
    {
        var padded = new double[envelope.Length + 2 * Pad];
        for (var i = 0; i < Pad; i++)
        {
            padded[i] = envelope[0] * i / Pad;
            padded[^(i + 1)] = envelope[^1] * i / Pad;
        }

        envelope.CopyTo(padded, Pad);
        var window = Enumerable.Range(0, Length).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / Length)).ToArray();
        var mean = new double[Length];
        var (part, correlation) = (new double[Length], new double[Length]);
        for (var t = 0; t < envelope.Length; t++)
        {
            for (var i = 0; i < Length; i++) part[i] = window[i] * padded[t + i];
            for (var lag = 0; lag < Length; lag++)
            {
                correlation[lag] = 0;
                for (var i = 0; i + lag < Length; i++) correlation[lag] += part[i] * part[i + lag];
            }

            if (correlation[0] <= 0) continue;
            for (var lag = 0; lag < Length; lag++) mean[lag] += correlation[lag] / correlation[0] / envelope.Length;
        }

        return Enumerable.Range(1, Length - 1).Select(lag => (Bpm: 60 * FramesPerSecond / lag, Value: mean[lag]))
            .Where(candidate => candidate.Bpm < 320)
            .MaxBy(candidate => Math.Log(1 + 1e6 * candidate.Value) - 0.5 * Math.Pow(Math.Log2(candidate.Bpm / 120), 2)).Bpm;
    }
}
