using Cluster.Catalog.Tracks;
using Cluster.Grains.Experiments;

namespace Cluster.Grains.Tagging;

/// <summary>What is cached of a recording for a route: under which keys it is looked for, and whether it is enough.</summary>
internal static class RouteContents
{
    /// <summary>The keys of everything that the route's models read of a recording.</summary>
    public static IEnumerable<FeatureCacheKey> KeysOf(ScoringRoute route, string contentHash, TaggingOptions options) => route.Schemas.Select(schema => KeyOf(schema, contentHash, options));

    /// <summary>One content of all that was found. What the answer needs has to be there; what only shadows read is taken along, and never a reason to decode.</summary>
    /// <returns>Null when something that the answer needs is missing.</returns>
    public static AnalysedContent? Join(ScoringRoute route, string contentHash, TaggingOptions options, IReadOnlyDictionary<FeatureCacheKey, AnalysedContent> found)
    {
        if (route.Needed.Any(schema => !found.ContainsKey(KeyOf(schema, contentHash, options)))) return null;
        var contents = KeysOf(route, contentHash, options).Select(key => found.GetValueOrDefault(key)).OfType<AnalysedContent>().ToList();
        return contents[0] with { Beside = contents[1..] };
    }

    private static FeatureCacheKey KeyOf(string schema, string contentHash, TaggingOptions options) => new(contentHash, schema, options.ClipLengthS, options.ClipHopS);
}
