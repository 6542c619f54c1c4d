using Cluster.Modeling.Importing;

namespace Cluster.Modeling.Reports;

/// <summary>What a training or an evaluation found; as JSON, the shape that scripts rely on.</summary>
public sealed record TrainingReport
{
    /// <summary>The data.</summary>
    public required DatasetSection Dataset { get; init; }

    /// <summary>What the importer repaired, dropped and grouped.</summary>
    public required ImportReport Import { get; init; }

    /// <summary>The figures on rows that the model did not train on.</summary>
    public required EvaluationSection Cv { get; init; }

    /// <summary>The model.</summary>
    public required ModelSection Model { get; init; }

    /// <summary>What the model was chosen from; empty when a finished model was evaluated.</summary>
    public IReadOnlyList<CandidateSection> Candidates { get; init; } = [];

    /// <summary>Whether the model may be promoted.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Indented JSON, camel-cased, ending with a line feed.</summary>
    public string ToJson() => ReportJson.Serialize(this);
}
