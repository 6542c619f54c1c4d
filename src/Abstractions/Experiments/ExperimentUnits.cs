namespace Cluster.Abstractions.Experiments;

/// <summary>The rules for users as units of experiments.</summary>
public static class ExperimentUnits
{
    /// <summary>Longest unit, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>Says what is wrong with a unit; null when nothing is.</summary>
    public static string? Validate(string unit)
    {
        if (unit.Length > MaxLength) return $"unit is {unit.Length} characters long; at most {MaxLength} are allowed.";
        return unit.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? "unit holds a control character or a surrogate." : null;
    }
}
