namespace Cluster.Modeling.Artefacts;

/// <summary>What a model was trained on and how: enough to train it again.</summary>
public sealed record TrainingProvenance
{
    /// <summary>SHA-256 of the training table's content (<see cref="Data.LabelledTable.Sha256"/>), 64 hex digits.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>Rows trained on.</summary>
    public required int Rows { get; init; }

    /// <summary>Groups of rows that were kept together.</summary>
    public required int Groups { get; init; }

    /// <summary>The seed of folds and training.</summary>
    public required int Seed { get; init; }

    /// <summary>The chosen L2 penalty, as a multiple of half the squared weights beside the summed log-loss.</summary>
    public required double L2 { get; init; }
}
