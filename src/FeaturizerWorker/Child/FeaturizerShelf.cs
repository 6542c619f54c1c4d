using Cluster.Featurization;

namespace Cluster.FeaturizerWorker.Child;

/// <summary>The featurizers of a child: one for each combination of schemas that was asked for lately, since their tables are dear to build. Not thread-safe.</summary>
/// <param name="own">The settings that the child was started with.</param>
internal sealed class FeaturizerShelf(FeatureOptions own)
{
    // What serves changes seldom; more than a few combinations at once means that it has changed.
    private const int MostKept = 3;

    private readonly Dictionary<string, TrackFeaturizer> kept = new(StringComparer.Ordinal);

    /// <summary>The featurizer of the settings that the child was started with.</summary>
    public TrackFeaturizer Own { get; } = new(own);

    /// <summary>The featurizer of several schemas.</summary>
    /// <param name="options">Their settings, each once; null for the child's own.</param>
    public TrackFeaturizer Of(IReadOnlyList<FeatureOptions>? options)
    {
        if (options is null) return Own;
        FeatureSchema[] schemas = [.. options.Select(one => new FeatureSchema(one))];
        if (schemas.Length == 1 && schemas[0].Id == Own.Schema.Id) return Own;
        var key = string.Join(' ', schemas.Select(schema => schema.Id));
        if (kept.TryGetValue(key, out var featurizer)) return featurizer;
        if (kept.Count == MostKept) kept.Clear();
        return kept[key] = new TrackFeaturizer(schemas);
    }
}
