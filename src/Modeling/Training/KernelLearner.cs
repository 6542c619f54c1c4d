using System.Globalization;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Numerics;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Training;

/// <summary>Regularised least squares with a Gaussian kernel, one target per class, over a grid of ridges.</summary>
/// <remarks>
/// <para>With the kernel <c>exp(-gamma |x - y|^2)</c> and gamma 0.5 by the number of values, standardised rows have similarities around 1/e.</para>
/// <para>Targets are +2 for the class and -2 for the others, about their mean: the score then estimates <c>4 (p - 1/2)</c>, the tangent of the log-odds at 1/2, so that
/// the softmax starts near the right scale.</para>
/// <para>Up to <see cref="CentreBudget"/> rows every row is a centre. From more, a subset is drawn by the seed, each class by its share, and the fit over all rows is restricted to
/// functions of those centres (Nyström), so that scoring a row keeps its price. Sources: Rifkin and Klautau, "In defense of one-vs-all classification", Journal of Machine
/// Learning Research 5, 2004; Williams and Seeger, "Using the Nyström method to speed up kernel machines", NIPS 2000.</para>
/// </remarks>
/// <param name="ridges">Each above 0.</param>
internal sealed class KernelLearner(IEnumerable<double> ridges) : ILearner
{
    // Keeps the factor of the centres' own kernel matrix stable where two centres are alike.
    private const double Jitter = 1e-6;
    private const double Target = 2;
    private readonly double[] ridges = [.. ridges.OrderDescending()];

    /// <summary>The default grid.</summary>
    public static IReadOnlyList<double> DefaultRidges { get; } = [0.1, 0.3, 1, 3];

    public string Name => "kernel";

    public string Algorithm => "kernel-least-squares";

    public string VersionPrefix => "rls";

    public IReadOnlyList<string> Settings => [.. ridges.Select(ridge => string.Create(CultureInfo.InvariantCulture, $"ridge {ridge:G}"))];

    /// <summary>The most centres for rows of so many values: a product of 65,536 at most, and never more than 512.</summary>
    public static int CentreBudget(int width) => Math.Clamp(65_536 / width, 32, 512);

    public ILearner Only(int setting) => new KernelLearner([ridges[setting]]);

    public IReadOnlyList<ScoreWeights> Fit(TrainingRows rows, int seed, CancellationToken cancellationToken)
    {
        var gamma = 0.5 / rows.Width;
        var chosen = ChooseCentres(rows, CentreBudget(rows.Width), seed);
        float[][] centres = Array.ConvertAll(chosen, i => rows.Rows[i]);
        var (targets, bias) = Targets(rows);
        var system = centres.Length == rows.Rows.Count ? Full(rows, targets, gamma) : Restricted(rows, centres, targets, gamma, cancellationToken);
        var encoded = KernelWeights.Encode(centres);
        return Array.ConvertAll(ridges, ridge =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new KernelWeights { Gamma = gamma, Centres = encoded, Coefficients = system(ridge), Bias = bias };
        });
    }

    /// <summary>Indices of the centres, rising: all rows where the budget allows it, else of each class its share, drawn by the seed.</summary>
    internal static int[] ChooseCentres(TrainingRows rows, int budget, int seed)
    {
        var count = rows.Rows.Count;
        if (count <= budget) return [.. Enumerable.Range(0, count)];
        var random = new Random(seed);
        var chosen = new List<int>();
        for (var k = 0; k < rows.Classes.Count; k++)
        {
            var members = Enumerable.Range(0, count).Where(i => rows.ClassOfRow[i] == k).ToArray();
            random.Shuffle(members);
            chosen.AddRange(members.Take(Math.Max(1, (int)((long)members.Length * budget / count))));
        }

        chosen.Sort();
        return [.. chosen];
    }

    private static (double[][] Targets, double[] Bias) Targets(TrainingRows rows)
    {
        var count = rows.Rows.Count;
        var targets = rows.Classes.Select((_, k) => Array.ConvertAll(rows.ClassOfRow, own => own == k ? Target : -Target)).ToArray();
        var bias = Array.ConvertAll(targets, target => target.Sum() / count);
        for (var k = 0; k < targets.Length; k++)
        {
            for (var i = 0; i < count; i++) targets[k][i] -= bias[k];
        }

        return (targets, bias);
    }

    /// <summary><c>(K + ridge I) coefficients = targets</c>.</summary>
    private static Func<double, double[][]> Full(TrainingRows rows, double[][] targets, double gamma)
    {
        var kernel = OwnKernel(rows.Rows, gamma);
        return ridge => Solve(Cholesky.Factor(kernel, rows.Rows.Count, ridge), targets);
    }

    /// <summary><c>(K'K + ridge K_centres) coefficients = K' targets</c>, K between rows and centres, added up row by row.</summary>
    private static Func<double, double[][]> Restricted(
        TrainingRows rows, float[][] centres, double[][] targets, double gamma, CancellationToken cancellationToken)
    {
        var size = centres.Length;
        var own = OwnKernel(centres, gamma);
        var products = new double[size * size];
        var right = targets.Select(_ => new double[size]).ToArray();
        var kernel = new GaussianKernel([.. centres.SelectMany(centre => centre)], rows.Width, gamma);
        var room = new double[kernel.Room];
        for (var i = 0; i < rows.Rows.Count; i++)
        {
            if (i % 256 == 0) cancellationToken.ThrowIfCancellationRequested();
            kernel.Similarities(rows.Rows[i], room);
            var similarities = room.AsSpan(0, size);
            for (var c = 0; c < size; c++) Lanes.AddScaled(similarities[..(c + 1)], similarities[c], products.AsSpan(c * size, c + 1));
            for (var k = 0; k < targets.Length; k++) Lanes.AddScaled(similarities, targets[k][i], right[k]);
        }

        return ridge =>
        {
            var matrix = products.ToArray();
            Lanes.AddScaled(own, ridge, matrix);
            return Solve(Cholesky.Factor(matrix, size, Jitter * rows.Rows.Count), right);
        };
    }

    private static double[] OwnKernel(IReadOnlyList<float[]> rows, double gamma)
    {
        var size = rows.Count;
        var kernel = new GaussianKernel([.. rows.SelectMany(row => row)], rows[0].Length, gamma);
        var own = new double[size * size];
        var room = new double[kernel.Room];
        for (var i = 0; i < size; i++)
        {
            kernel.Similarities(rows[i], room);
            room.AsSpan(0, size).CopyTo(own.AsSpan(i * size));
        }

        return own;
    }

    private static double[][] Solve(Cholesky factor, double[][] right) => Array.ConvertAll(right, values =>
    {
        var solution = values.ToArray();
        factor.Solve(solution);
        return solution;
    });
}
