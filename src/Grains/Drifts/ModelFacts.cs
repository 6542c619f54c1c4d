using System.Text.Json;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Drift;

namespace Cluster.Grains.Drifts;

/// <summary>What a model's artefact says that drift and retraining are judged by.</summary>
/// <param name="Manifest">What it reads and was trained on.</param>
/// <param name="Histograms">How its training set was distributed.</param>
/// <param name="Bins">Finds a value's bin.</param>
/// <param name="Reference">What windows are held against.</param>
/// <param name="MacroF1">On held-out rows, in [0, 1]; null where the card does not say.</param>
/// <param name="CalibrationError">On held-out rows, in [0, 1]; null where the card does not say.</param>
/// <param name="HasDomain">Whether it knows what its training rows were like.</param>
public sealed record ModelFacts(
    ModelManifest Manifest, ReferenceHistograms Histograms, FeatureBins Bins, DriftReference Reference, double? MacroF1, double? CalibrationError, bool HasDomain)
{
    /// <summary>Independent rows of the reference.</summary>
    public long ReferenceRows => Math.Min(Histograms.Rows, Math.Max(1, Manifest.Training.Groups));

    /// <summary>An artefact's facts.</summary>
    public static ModelFacts Of(ModelArtefact artefact)
    {
        using var card = JsonDocument.Parse(artefact.CardJson);

        // Clips of one track, and tracks of one artist, are alike: the reference is worth as many rows as it has groups.
        return new ModelFacts(
            artefact.Manifest,
            artefact.Reference,
            new FeatureBins(artefact.Reference.Features),
            DriftReference.Of(artefact.Reference, Math.Max(1, artefact.Manifest.Training.Groups)),
            FigureOf(card.RootElement, "macroF1"),
            FigureOf(card.RootElement, "ece"),
            artefact.Domain is not null);
    }

    private static double? FigureOf(JsonElement card, string name) =>
        card.ValueKind == JsonValueKind.Object && card.TryGetProperty("evaluation", out var evaluation) && evaluation.ValueKind == JsonValueKind.Object
        && evaluation.TryGetProperty(name, out var figure) && figure.ValueKind == JsonValueKind.Number
            ? figure.GetDouble()
            : null;
}
