using Cluster.Abstractions.Models;

namespace Cluster.Gateway.Contracts;

/// <summary>Whether a version may be promoted, with every check.</summary>
/// <param name="Version">The candidate.</param>
/// <param name="Champion">The champion that it was compared with; null when there is none.</param>
/// <param name="Promotable">True when it may be promoted without force.</param>
/// <param name="Outcome"><c>pass</c>, <c>fail</c> or <c>inconclusive</c>: what the checks come to together.</param>
/// <param name="Checks">Every check.</param>
/// <param name="Reasons">What stands in the way; empty where nothing does.</param>
/// <param name="ComparedBy">Where the comparison with the champion comes from; null when there is none.</param>
/// <param name="TrafficFrom">Where the figures on traffic come from; null when there are none.</param>
/// <param name="At">When it was judged.</param>
public sealed record GatesJson(
    string Version,
    string? Champion,
    bool Promotable,
    string Outcome,
    IReadOnlyList<GateJson> Checks,
    IReadOnlyList<string> Reasons,
    string? ComparedBy,
    string? TrafficFrom,
    DateTimeOffset At)
{
    /// <summary>A report's JSON.</summary>
    public static GatesJson From(GateReport report) => new(
        report.Version,
        report.Champion,
        report.Promotable,
        Names.Of(report.Result),
        GateJson.From(report.Checks),
        report.Reasons,
        report.ComparedBy,
        report.TrafficFrom,
        report.At);
}

/// <summary>One check of a candidate.</summary>
/// <param name="Gate">What was checked.</param>
/// <param name="Outcome"><c>pass</c>, <c>fail</c> or <c>inconclusive</c>.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Figures">The figures behind it, by name; shares in [0, 1], times in seconds.</param>
public sealed record GateJson(string Gate, string Outcome, string Reason, IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>The JSON of checks, in their order.</summary>
    public static IReadOnlyList<GateJson> From(IEnumerable<GateFinding> checks) =>
    [
        .. checks.Select(check => new GateJson(
            check.Gate, Names.Of(check.Result), check.Reason, check.Figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal))),
    ];
}
