using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Training;

/// <summary>Fits a <see cref="TrainingDomain"/>; its limits come from rows that were held out, group by group.</summary>
public static class DomainFit
{
    /// <summary>The share of held-out rows that each of the two limits may leave outside.</summary>
    public const double Outside = 0.05;

    // Enough for a factor of hundreds of rows in dozens of features; the limits are calibrated with it, so that its exact value matters little.
    private const double Shrinkage = 0.1;
    private const int Folds = 5;

    /// <summary>Fits on all rows of a table.</summary>
    /// <param name="table">The training rows.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <exception cref="DatasetException">The table has too many features.</exception>
    public static TrainingDomain Fit(LabelledTable table, int seed) => Fit(table, [.. Enumerable.Range(0, table.Rows.Count)], seed);

    /// <summary>Fits on some rows of a table.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">Indices of the training rows.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <exception cref="DatasetException">The table has too many features.</exception>
    public static TrainingDomain Fit(LabelledTable table, IReadOnlyList<int> rows, int seed)
    {
        if (table.FeatureNames.Count > TrainingDomain.MaxFeatures)
            throw new DatasetException($"A training domain is kept of at most {TrainingDomain.MaxFeatures} features, and the table has {table.FeatureNames.Count}: train without one.");
        var (foldOfRow, folds) = StratifiedGroupKFold.Split(
            [.. rows.Select(row => table.Rows[row].Label)], Dense([.. rows.Select(row => table.Groups[row])]), Folds, seed);
        var distances = new List<double>();
        var beyond = new List<double>();
        for (var fold = 0; fold < folds; fold++)
        {
            var domain = Describe([.. rows.Where((_, i) => foldOfRow[i] != fold).Select(row => table.Rows[row].Features)]);
            foreach (var row in rows.Where((_, i) => foldOfRow[i] == fold).Select(row => table.Rows[row].Features))
            {
                distances.Add(domain.Distance(row));
                beyond.Add(Enumerable.Range(0, row.Length).Count(j => domain.Scale[j] > 0 && (row[j] < (float)domain.Low[j] || row[j] > (float)domain.High[j])));
            }
        }

        distances.Sort();
        beyond.Sort();
        return Describe([.. rows.Select(row => table.Rows[row].Features)]) with
        {
            MostDistance = Quantiles.OfSorted(distances.ToArray(), 1 - Outside),
            MostBeyond = (int)Math.Ceiling(Quantiles.OfSorted(beyond.ToArray(), 1 - Outside)),
        };
    }

    private static TrainingDomain Describe(float[][] rows)
    {
        var width = rows[0].Length;
        var (low, high, mean, scale) = (new double[width], new double[width], new double[width], new double[width]);
        for (var j = 0; j < width; j++)
        {
            double[] values = [.. rows.Select(row => row[j]).Where(float.IsFinite).Select(value => (double)value)];
            if (values.Length == 0) continue;
            (low[j], high[j], mean[j]) = (values.Min(), values.Max(), values.Average());
            scale[j] = FeaturePreprocessor.ScaleOf(mean[j], Math.Sqrt(values.Sum(value => (value - mean[j]) * (value - mean[j])) / values.Length));
        }

        return new TrainingDomain { Low = low, High = high, Mean = mean, Scale = scale, Factor = FactorOf(rows, mean, scale), MostDistance = double.MaxValue, MostBeyond = width };
    }

    private static double[] FactorOf(float[][] rows, double[] mean, double[] scale)
    {
        var width = mean.Length;
        var standardised = rows.Select(row => row.Select((value, j) => scale[j] > 0 && float.IsFinite(value) ? (value - mean[j]) / scale[j] : 0).ToArray()).ToArray();
        var factor = new double[width * (width + 1) / 2];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var value = (1 - Shrinkage) * standardised.Sum(row => row[i] * row[j]) / rows.Length;
                if (i == j) value = scale[i] > 0 ? value + Shrinkage : 1;
                for (var k = 0; k < j; k++) value -= factor[At(i, k)] * factor[At(j, k)];
                factor[At(i, j)] = i == j ? Math.Sqrt(Math.Max(value, 1e-9)) : value / factor[At(j, j)];
            }
        }

        return factor;
    }

    private static int At(int row, int column) => (row * (row + 1) / 2) + column;

    private static int[] Dense(int[] groups)
    {
        var numbers = groups.Distinct().Select((group, index) => (group, index)).ToDictionary(pair => pair.group, pair => pair.index);
        return Array.ConvertAll(groups, group => numbers[group]);
    }
}
