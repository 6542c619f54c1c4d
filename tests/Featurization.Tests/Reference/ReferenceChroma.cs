namespace Cluster.Featurization.Tests.Reference;

/// <summary>Tuning and chroma of power spectra in plain loops.</summary>
internal static class ReferenceChroma
{
    /// <summary>Deviation from A4 = 440 Hz in semitones: the left edge of the fullest of 100 steps.</summary>
    public static double Tuning(ReferenceSpectrogram spectrogram)
    {
        var peaks = new List<(double Hz, double Strength)>();
        foreach (var power in spectrogram.Power)
        {
            var largest = power.Max();
            for (var k = 1; k < power.Length - 1; k++)
            {
                if (ReferenceSpectrogram.Hz(k) is < 150 or >= 4000 || power[k] <= 0.1f * largest) continue;
                if (power[k] <= power[k - 1] || power[k] < power[k + 1]) continue;
                var slope = ((double)power[k + 1] - power[k - 1]) / 2;
                var bend = 2.0 * power[k] - power[k - 1] - power[k + 1];
                var shift = Math.Abs(slope) >= bend ? 0 : slope / bend;
                peaks.Add((ReferenceSpectrogram.Hz(1) * (k + shift), power[k] + slope * shift / 2));
            }
        }

        if (peaks.Count == 0) return 0;
        var strengths = peaks.Select(peak => peak.Strength).Order().ToArray();
        var median = (strengths[(strengths.Length - 1) / 2] + strengths[strengths.Length / 2]) / 2;
        var counts = new int[100];
        foreach (var (hz, strength) in peaks)
        {
            if (strength < median) continue;
            var semitones = 12 * Math.Log2(hz / 27.5);
            var residual = semitones - Math.Floor(semitones);
            if (residual >= 0.5) residual -= 1;
            counts[Math.Clamp((int)Math.Floor(100 * (residual + 0.5)), 0, 99)]++;
        }

        return Array.IndexOf(counts, counts.Max()) / 100.0 - 0.5;
    }

    /// <summary>Twelve classes from C, <c>[class][frame]</c>, each frame divided by its largest.</summary>
    public static double[][] Classes(ReferenceSpectrogram spectrogram, double tuning)
    {
        var weights = Enumerable.Range(0, ReferenceSpectrogram.BinCount).Select(k => Weights(k, tuning)).ToArray();
        var chroma = Enumerable.Range(0, 12).Select(_ => new double[spectrogram.Frames]).ToArray();
        for (var t = 0; t < spectrogram.Frames; t++)
        {
            for (var k = 0; k < ReferenceSpectrogram.BinCount; k++)
            {
                for (var c = 0; c < 12; c++) chroma[c][t] += weights[k][c] * spectrogram.Power[t][k];
            }

            var largest = chroma.Max(row => row[t]);
            if (largest < 1.17549435e-38) continue; // the least normal float
            foreach (var row in chroma) row[t] /= largest;
        }

        return chroma;
    }

    /// <summary>How a bin spreads over the classes: a Gaussian around its pitch, a column of unit length, weighed by its octave.</summary>
    private static double[] Weights(int bin, double tuning)
    {
        var pitch = Pitch(bin, tuning);
        var width = Math.Max(1, Pitch(bin + 1, tuning) - pitch);
        var column = new double[12];
        for (var c = 0; c < 12; c++)
        {
            // Classes count from C, pitches from A, nine semitones above it.
            var distance = pitch - (c - 9);
            while (distance < -6) distance += 12;
            while (distance >= 6) distance -= 12;
            column[c] = Math.Exp(-0.5 * Math.Pow(2 * distance / width, 2));
        }

        var length = Math.Sqrt(column.Sum(value => value * value));
        var octave = Math.Exp(-0.5 * Math.Pow((pitch / 12 - 5) / 2, 2));
        return [.. column.Select(value => value / length * octave)];
    }

    // Semitones above A0 / 2, that is 27.5 Hz; the bin at 0 Hz lies one and a half octaves below the next.
    private static double Pitch(int bin, double tuning) =>
        bin == 0 ? Pitch(1, tuning) - 18 : 12 * Math.Log2(ReferenceSpectrogram.Hz(bin) / (27.5 * Math.Pow(2, tuning / 12)));
}
