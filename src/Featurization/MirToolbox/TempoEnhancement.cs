using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>Takes out of an autocorrelation what is there only because something happens at a fraction of the lag.</summary>
/// <remarks>After Tolonen and Karjalainen, "A computationally efficient multipitch analysis model", IEEE TSAP 8, 2000: the curve stretched 2 to 10 times is
/// taken off it, and negative values are cut. Before that it is lowered onto its valleys, and its start is bent down to 0.</remarks>
internal static class TempoEnhancement
{
    private const double Contrast = 0.01;
    private const int MostStretch = 10;
    private const double Steepening = 1.1;

    /// <summary>Enhances a curve in place; one without peaks stays as it is.</summary>
    /// <param name="curve">Values at lags in equal steps.</param>
    /// <param name="firstLag">The first lag, in steps.</param>
    public static void Apply(Span<double> curve, int firstLag)
    {
        if (!TryFindBase(curve, out var floor)) return;
        var lowered = new List<double>(curve.Length);
        foreach (var value in curve) lowered.Add(value - (floor ?? 0));

        var dropped = DropFall(lowered);
        var prepended = PrependRise(lowered);
        var first = firstLag + dropped - prepended;
        var values = lowered.ToArray();
        var stretched = new double[values.Length];
        for (var stretch = 2; stretch <= MostStretch; stretch++) TakeOff(values, stretched, first, stretch);

        if (prepended >= dropped)
        {
            values.AsSpan(prepended - dropped).CopyTo(curve);
            if (floor is { } height) TensorPrimitives.Add(curve, height, curve);
        }
        else
        {
            curve[..(dropped - prepended)].Clear();
            values.CopyTo(curve[(dropped - prepended)..]);
        }
    }

    /// <summary>The highest valley below the lowest peak.</summary>
    /// <returns>Whether there is a peak at all.</returns>
    private static bool TryFindBase(ReadOnlySpan<double> curve, out double? floor)
    {
        floor = null;
        var (least, most) = (TensorPrimitives.Min(curve), TensorPrimitives.Max(curve));
        var scaled = new double[curve.Length];
        var places = new int[curve.Length / 2 + 1];
        PeakPicker.Scale(curve, least, most, scaled);
        var count = PeakPicker.Find(scaled, Contrast, withEnds: false, places);
        if (count == 0) return false;
        var lowest = double.PositiveInfinity;
        foreach (var peak in places.AsSpan(0, count)) lowest = Math.Min(lowest, curve[peak]);

        PeakPicker.Scale(curve, most, least, scaled);
        count = PeakPicker.Find(scaled, Contrast, withEnds: true, places);
        foreach (var valley in places.AsSpan(0, count))
        {
            if (curve[valley] < lowest && !(curve[valley] <= floor)) floor = curve[valley];
        }

        return true;
    }

    private static int DropFall(List<double> curve)
    {
        if (!(curve[1] - curve[0] < 0)) return 0;
        var first = 0;
        while (first + 1 < curve.Count && !(curve[first + 1] > curve[first])) first++;
        curve.RemoveRange(0, first);
        return first;
    }

    private static int PrependRise(List<double> curve)
    {
        if (curve.Count < 2 || !(curve[1] - curve[0] > 0)) return 0;
        var step = curve[1] - curve[0];
        var rise = new List<double>();
        for (var value = curve[0]; value > 0;)
        {
            step *= Steepening;
            value -= step;
            rise.Add(value);
        }

        rise.Reverse();
        curve.InsertRange(0, rise);
        curve[0] = 0;
        return rise.Count;
    }

    private static void TakeOff(Span<double> values, Span<double> stretched, int first, int stretch)
    {
        stretched.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            var at = (double)(first + i) / stretch - first;
            if (at < 0) continue;
            var below = Math.Min((int)at, values.Length - 2);
            stretched[i] = Math.Max(0, values[below] + (at - below) * (values[below + 1] - values[below]));
        }

        for (var i = 0; i < values.Length; i++) values[i] = Math.Max(0, values[i] - stretched[i]);
    }
}
