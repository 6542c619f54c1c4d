using Cluster.Modeling.Data;
using Microsoft.ML;

namespace Cluster.Modeling.Training;

/// <summary>Chooses among the candidates on vectors of named features (<see cref="ModelSelection"/>).</summary>
internal sealed class TabularProcedure : ITrainingProcedure
{
    public IReadOnlyDictionary<string, string> Versions { get; } =
        new Dictionary<string, string> { ["Microsoft.ML"] = typeof(MLContext).Assembly.GetName().Version?.ToString(3) ?? "unknown" };

    public void EnsureTrainable(LabelledTable table)
    {
    }

    public FittedModel Fit(
        LabelledTable table, IReadOnlyList<int> rows, TrainingOptions options, int seed, Action<string>? note, CancellationToken cancellationToken) =>
        ModelSelection.Fit(table, rows, options, seed, cancellationToken);
}
