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

    /// <summary>The chosen candidate, for example <c>shaped-kernel</c>.</summary>
    public required string Candidate { get; init; }

    /// <summary>Its chosen settings in words, for example <c>L2 16</c>; for a vote, its members with their shares.</summary>
    public required string Settings { get; init; }
}
