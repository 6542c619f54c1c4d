namespace Cluster.Featurization.Tests.Reference;

/// <summary>The textbook's radix-2 Fourier transform in double precision.</summary>
/// <remarks>Source: Cooley and Tukey, Math. Comp. 19, 1965.</remarks>
internal static class ReferenceFft
{
    /// <summary>Transforms in place; the length is a power of two.</summary>
    public static void Transform(double[] re, double[] im)
    {
        var length = re.Length;
        for (int i = 1, j = 0; i < length; i++)
        {
            var bit = length >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i >= j) continue;
            (re[i], re[j]) = (re[j], re[i]);
            (im[i], im[j]) = (im[j], im[i]);
        }

        for (var size = 2; size <= length; size *= 2)
        {
            for (var k = 0; k < size / 2; k++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * k / size);
                for (var a = k; a < length; a += size)
                {
                    var b = a + size / 2;
                    var (x, y) = (re[b] * cos - im[b] * sin, re[b] * sin + im[b] * cos);
                    (re[b], im[b]) = (re[a] - x, im[a] - y);
                    (re[a], im[a]) = (re[a] + x, im[a] + y);
                }
            }
        }
    }
}
