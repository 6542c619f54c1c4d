using System.Collections.Immutable;
using Cluster.Modeling;

namespace Cluster.Grains.Models;

/// <summary>The loaded models of a silo at one moment, by alias; immutable, so whoever took it keeps one view of them all.</summary>
/// <param name="Revision">The registry's revision that it follows.</param>
/// <param name="Champion">Answers; null while there is none.</param>
/// <param name="Challenger">Answers for its share of the traffic; null while there is none.</param>
/// <param name="PreviousChampion">Kept for a rollback; null when there was none.</param>
/// <param name="Shadows">Score and never answer.</param>
public sealed record ServingSet(
    long Revision, IEmotionClassifier? Champion, IEmotionClassifier? Challenger, IEmotionClassifier? PreviousChampion, ImmutableArray<IEmotionClassifier> Shadows)
{
    /// <summary>True while no shadow may score.</summary>
    public bool ShadowsStopped { get; init; }

    /// <summary>No model.</summary>
    public static ServingSet Empty { get; } = new(0, null, null, null, []);

    /// <summary>The versions of running experiments' arms.</summary>
    public ImmutableArray<IEmotionClassifier> Arms { get; init; } = [];

    /// <summary>The schemas that are computed for models that do not answer: the challenger's, and the shadows' unless they are stopped. Each once.</summary>
    public ImmutableArray<string> SchemasBeside =>
        [.. (ShadowsStopped ? [] : Shadows).Append(Challenger).OfType<IEmotionClassifier>().Select(model => model.Manifest.SchemaId).Distinct(StringComparer.Ordinal)];

    /// <summary>The loaded models by version; a version that has several aliases is loaded once.</summary>
    public Dictionary<string, IEmotionClassifier> ByVersion()
    {
        var models = new Dictionary<string, IEmotionClassifier>(StringComparer.Ordinal);
        foreach (var model in Shadows.Concat(Arms).Append(Champion).Append(Challenger).Append(PreviousChampion))
        {
            if (model is not null) models[model.Manifest.ModelVersion] = model;
        }

        return models;
    }
}
