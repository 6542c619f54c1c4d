namespace Cluster.DemoMusic.Studio;

/// <summary>A room: a feedback delay network of four damped lines.</summary>
/// <remarks>
/// The lines mix through a Hadamard matrix, which keeps energy, so that decay follows from the lines' gains alone.
/// Source: Jot and Chaigne, "Digital delay networks for designing artificial reverberators", AES 90th convention, 1991.
/// </remarks>
internal sealed class Room
{
    private static readonly double[] LengthsMs = [29.7, 37.1, 41.1, 43.7];

    /// <summary>Keeps the decay out of the range of denormal numbers, which are slow; far below anything audible.</summary>
    private const float Floor = 1e-15f;

    private readonly float[][] lines;
    private readonly float[] gains;

    /// <summary>Builds a room.</summary>
    /// <param name="decayS">Time in which its sound falls by 60 dB, in seconds.</param>
    /// <param name="sampleRate">In Hz.</param>
    public Room(double decayS, int sampleRate)
    {
        lines = [.. LengthsMs.Select(ms => new float[(int)(ms * sampleRate / 1000)])];
        gains = [.. LengthsMs.Select(ms => (float)Math.Pow(10, -3 * ms / 1000 / decayS))];
    }

    /// <summary>Adds the room's sound to a recording.</summary>
    /// <param name="sound">Mono samples.</param>
    /// <param name="level">The room's level against the direct sound.</param>
    public void AddTo(Span<float> sound, float level)
    {
        const float Damping = 0.35f;
        var (a, b, c, d) = (lines[0], lines[1], lines[2], lines[3]);
        var (ga, gb, gc, gd) = (gains[0], gains[1], gains[2], gains[3]);
        var (ia, ib, ic, id) = (0, 0, 0, 0);
        var (la, lb, lc, ld) = (0f, 0f, 0f, 0f);
        for (var i = 0; i < sound.Length; i++)
        {
            la = (ga * a[ia]) + (Damping * (la - (ga * a[ia])));
            lb = (gb * b[ib]) + (Damping * (lb - (gb * b[ib])));
            lc = (gc * c[ic]) + (Damping * (lc - (gc * c[ic])));
            ld = (gd * d[id]) + (Damping * (ld - (gd * d[id])));
            var (sumAb, sumCd, differenceAb, differenceCd) = (la + lb, lc + ld, la - lb, lc - ld);
            var dry = sound[i] + Floor;
            a[ia] = dry + (0.5f * (sumAb + sumCd));
            b[ib] = dry + (0.5f * (differenceAb + differenceCd));
            c[ic] = dry + (0.5f * (sumAb - sumCd));
            d[id] = dry + (0.5f * (differenceAb - differenceCd));
            if (++ia == a.Length) ia = 0;
            if (++ib == b.Length) ib = 0;
            if (++ic == c.Length) ic = 0;
            if (++id == d.Length) id = 0;
            sound[i] = dry + (level * 0.5f * (sumAb - sumCd + differenceAb));
        }
    }
}
