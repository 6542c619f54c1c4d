using System.Globalization;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Training;

/// <summary>Multinomial logistic regression over a grid of L2 penalties; see <see cref="LogisticRegression"/>.</summary>
/// <param name="penalties">Each above 0.</param>
internal sealed class LogisticLearner(IEnumerable<double> penalties) : ILearner
{
    private readonly double[] penalties = [.. penalties.OrderDescending()];

    public string Name => "logistic";

    public string Algorithm => LogisticRegression.Name;

    public string VersionPrefix => LogisticRegression.VersionPrefix;

    public IReadOnlyList<string> Settings => [.. penalties.Select(penalty => string.Create(CultureInfo.InvariantCulture, $"L2 {penalty:G}"))];

    public ILearner Only(int setting) => new LogisticLearner([penalties[setting]]);

    public IReadOnlyList<ScoreWeights> Fit(TrainingRows rows, int seed, CancellationToken cancellationToken) =>
        Array.ConvertAll(penalties, penalty =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (weights, bias) = LogisticRegression.Fit(rows.Rows, rows.Labels, rows.Classes, penalty, seed);
            return new LinearWeights { Weights = weights, Bias = bias };
        });
}
