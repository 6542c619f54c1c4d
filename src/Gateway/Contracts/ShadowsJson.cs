using Cluster.Abstractions.Models;
using Cluster.Catalog.Shadows;

namespace Cluster.Gateway.Contracts;

/// <summary>The shadows and how they do.</summary>
/// <param name="Stopped">True while no shadow may score.</param>
/// <param name="Champion">The version that answers; null before the first promotion.</param>
/// <param name="Shadows">In the order in which they were set.</param>
/// <param name="Revision">The registry's revision.</param>
public sealed record ShadowsJson(bool Stopped, string? Champion, IReadOnlyList<ShadowJson> Shadows, long Revision)
{
    /// <summary>The shadows' JSON.</summary>
    public static ShadowsJson From(ModelRegistryView registry, IEnumerable<ShadowJson> shadows) => new(registry.ShadowsStopped, registry.Champion, [.. shadows], registry.Revision);
}

/// <summary>One shadow.</summary>
/// <param name="Version">The version.</param>
/// <param name="State">scoring, resting or hung: the worst that a running silo says; null while none says anything, as before the first recording.</param>
/// <param name="Traffic">What it did beside all versions that answered; null before it did anything.</param>
/// <param name="Silos">The silos that run it, by name; at most 100.</param>
public sealed record ShadowJson(string Version, string? State, ShadowTrafficJson? Traffic, IReadOnlyList<ShadowSiloJson> Silos)
{
    private const int MaxSilos = 100;

    // A silo that runs writes every minute, whether anything happens or not.
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(3);

    /// <summary>A shadow's JSON.</summary>
    /// <param name="version">The version.</param>
    /// <param name="counted">All that was counted of it.</param>
    /// <param name="now">The time.</param>
    public static ShadowJson From(string version, IReadOnlyList<ScoringStatistics> counted, DateTimeOffset now)
    {
        // Its own answers, of a time when it was the champion, are no scores of a shadow.
        var shadowed = counted.Where(counts => counts.AnsweredBy != version).ToList();
        var running = shadowed.Where(counts => now - counts.UpdatedAt < Alive).GroupBy(counts => counts.Silo, StringComparer.Ordinal)
            .Select(silo => silo.MaxBy(counts => counts.UpdatedAt)!).OrderBy(counts => counts.Silo, StringComparer.Ordinal).ToList();
        return new ShadowJson(
            version,
            running.Count > 0 ? Names.Of(running.Max(counts => counts.State)) : null,
            ScoringStatistics.Sum(shadowed) is { } sum ? ShadowTrafficJson.From(sum) : null,
            [.. running.Take(MaxSilos).Select(counts => new ShadowSiloJson(counts.Silo, Names.Of(counts.State), counts.Problem, counts.UpdatedAt))]);
    }
}

/// <summary>A shadow on one silo.</summary>
/// <param name="Silo">The silo's name.</param>
/// <param name="State">scoring, resting or hung.</param>
/// <param name="Problem">Why it does not score; null when it does.</param>
/// <param name="At">When the silo said so.</param>
public sealed record ShadowSiloJson(string Silo, string State, string? Problem, DateTimeOffset At);
