using System.Collections.Immutable;

namespace Cluster.Abstractions.Models;

/// <summary>One check of a candidate.</summary>
/// <param name="Gate">What was checked, in camel case, such as <c>macroF1AgainstChampion</c>.</param>
/// <param name="Result">What it comes to.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Figures">The figures behind it; shares in [0, 1], times in seconds.</param>
[GenerateSerializer, Immutable, Alias("gate-finding")]
public sealed record GateFinding(
    [property: Id(0)] string Gate, [property: Id(1)] GateResult Result, [property: Id(2)] string Reason, [property: Id(3)] ImmutableArray<GateFigure> Figures);

/// <summary>A figure behind a check.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
[GenerateSerializer, Immutable, Alias("gate-figure")]
public readonly record struct GateFigure([property: Id(0)] string Name, [property: Id(1)] double Value);
