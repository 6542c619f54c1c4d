using System.Text.Json;

namespace Cluster.Modeling.Reports;

/// <summary>What people should know before they rely on a model: <c>card.json</c>, and as text <c>card.md</c>.</summary>
public sealed record ModelCard
{
    /// <summary>The immutable version.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The training algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>What the data set is, in a few words; null when nothing was said.</summary>
    public required string? Description { get; init; }

    /// <summary>The data.</summary>
    public required DatasetSection Dataset { get; init; }

    /// <summary>The figures on held-out groups.</summary>
    public required EvaluationSection Evaluation { get; init; }

    /// <summary>What the model was chosen from.</summary>
    public required IReadOnlyList<CandidateSection> Candidates { get; init; }

    /// <summary>Whether the model may be promoted.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What the model cannot do, and what the figures do not say.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>Reads the <c>card.json</c> of an artefact.</summary>
    /// <returns>The card; null when the text is none that this program understands.</returns>
    public static ModelCard? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ReportJson.Default.ModelCard);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
