using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Explanations;

/// <summary>Gives contributions of prepared values back to the raw features they came from.</summary>
/// <remarks>
/// Each prepared value comes from one feature, but for aligned chroma. There the rule is: a turned or sorted bin belongs to the column that it is a copy of (of equal
/// bins, the first column has the higher rank), and the entropy to the 12 columns by their parts of it, <c>-p ln p</c>, evenly where it is 0 or all bins are 0. Nothing is lost or added, so
/// that additivity stays.
/// </remarks>
internal sealed class PreparedOrigins(PreparationParameters parameters)
{
    private readonly FeaturePreprocessor preprocessor = new(parameters.Preprocessing);
    private readonly int? chroma = parameters.Power?.Chroma;

    /// <summary>Sums by raw feature.</summary>
    /// <param name="raw">The raw row.</param>
    /// <param name="byPrepared">One value per prepared value, before principal components.</param>
    /// <param name="byRaw">Receives one value per raw feature.</param>
    public void Gather(ReadOnlySpan<float> raw, ReadOnlySpan<double> byPrepared, Span<double> byRaw)
    {
        byPrepared[..byRaw.Length].CopyTo(byRaw);
        if (chroma is not { } start) return;

        var bins = new double[ChromaAlignment.Bins];
        for (var bin = 0; bin < bins.Length; bin++) bins[bin] = preprocessor.Impute(raw[start + bin], start + bin);
        var columns = byRaw.Slice(start, bins.Length);
        var turned = byPrepared.Slice(start, bins.Length);
        var added = byPrepared[byRaw.Length..];
        int[] ranking = [.. Enumerable.Range(0, bins.Length).OrderByDescending(bin => bins[bin])];
        var parts = EntropyParts(bins);

        // The turn starts at the first of the strongest, which is what heads a stable ranking.
        for (var n = 0; n < bins.Length; n++) columns[(ranking[0] + n) % bins.Length] = turned[n];
        for (var n = 0; n < bins.Length; n++) columns[ranking[n]] += added[n];
        for (var n = 0; n < bins.Length; n++) columns[n] += parts[n] * added[^1];
    }

    private static double[] EntropyParts(double[] bins)
    {
        var sum = bins.Sum(bin => Math.Max(0, bin));
        var parts = Array.ConvertAll(bins, bin => bin > 0 ? -bin / sum * Math.Log(bin / sum) : 0);
        var whole = parts.Sum();
        return Array.ConvertAll(parts, part => whole > 0 ? part / whole : 1.0 / ChromaAlignment.Bins);
    }
}
