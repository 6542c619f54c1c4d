using static System.FormattableString;

namespace Cluster.Modeling.Promotion;

/// <summary>One check of a candidate.</summary>
/// <param name="Gate">What was checked.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Figures">The figures behind it, by name; shares in [0, 1], times in seconds.</param>
public sealed record GateCheck(Gate Gate, GateOutcome Outcome, string Reason, IReadOnlyDictionary<string, double> Figures)
{
    internal static GateCheck Of(Gate gate, GateOutcome outcome, FormattableString reason, params (string Name, double Value)[] figures) =>
        new(gate, outcome, Invariant(reason), figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal));
}
