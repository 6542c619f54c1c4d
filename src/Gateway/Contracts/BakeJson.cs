using Cluster.Abstractions.Models;

namespace Cluster.Gateway.Contracts;

/// <summary>The watch over a new champion, which goes back to the one before when a limit breaks.</summary>
/// <param name="Version">The champion that is, or was, watched.</param>
/// <param name="Former">The champion that would come back.</param>
/// <param name="State"><c>watching</c>, <c>held</c> or <c>rolledBack</c>.</param>
/// <param name="Since">When it was promoted.</param>
/// <param name="Until">When the watch may end; without traffic it goes on.</param>
/// <param name="EndedAt">When it ended; null while it lasts.</param>
/// <param name="Reason">Why it ended so; null while it lasts.</param>
/// <param name="Limits">What it must keep.</param>
public sealed record BakeJson(
    string Version, string Former, string State, DateTimeOffset Since, DateTimeOffset Until, DateTimeOffset? EndedAt, string? Reason, BakeLimitsJson Limits)
{
    /// <summary>The JSON of a watch; null for null.</summary>
    public static BakeJson? From(ModelBake? bake) => bake is null
        ? null
        : new BakeJson(bake.Version, bake.Former, Names.Of(bake.State), bake.Since, bake.Until, bake.EndedAt, bake.Reason, BakeLimitsJson.From(bake.Limits));
}

/// <summary>What a new champion must keep; shares in [0, 1].</summary>
/// <param name="GreatestErrorRate">Of requests that fail.</param>
/// <param name="GreatestSlowRate">Of answers that come too late.</param>
/// <param name="GreatestReviewRate">Of predictions that go to review.</param>
/// <param name="GreatestWrongRate">Of labelled predictions that are wrong.</param>
/// <param name="LeastRequests">Requests from which it is judged.</param>
public sealed record BakeLimitsJson(double GreatestErrorRate, double GreatestSlowRate, double GreatestReviewRate, double GreatestWrongRate, long LeastRequests)
{
    /// <summary>The JSON of limits.</summary>
    public static BakeLimitsJson From(BakeLimits limits) =>
        new(limits.GreatestErrorRate, limits.GreatestSlowRate, limits.GreatestReviewRate, limits.GreatestWrongRate, limits.LeastRequests);
}
