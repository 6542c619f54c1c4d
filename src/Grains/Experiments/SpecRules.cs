using System.Globalization;
using Cluster.Abstractions.Experiments;
using Cluster.Modeling.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>What an experiment may say, whatever else there is in the cluster.</summary>
public static class SpecRules
{
    /// <summary>Says what is wrong, and in which field; null when nothing is.</summary>
    public static (string Field, string Problem)? Check(ExperimentSpec spec)
    {
        if (string.IsNullOrWhiteSpace(spec.Name)) return ("name", "name is empty: say what people call it.");
        if (TooLong(spec.Name, ExperimentSpec.MaxNameLength) is { } name) return ("name", $"name {name}");
        if (spec.Hypothesis is { } text && TooLong(text, ExperimentSpec.MaxHypothesisLength) is { } hypothesis) return ("hypothesis", $"hypothesis {hypothesis}");
        if (spec.Salt is { } salt && (salt.Length == 0 || TooLong(salt, ExperimentSpec.MaxSaltLength) is not null))
            return ("salt", $"salt must have 1 to {ExperimentSpec.MaxSaltLength} characters and no control characters.");
        if (!Enum.IsDefined(spec.Kind)) return ("kind", $"kind {(int)spec.Kind} is unknown.");
        if (!Enum.IsDefined(spec.Unit)) return ("unit", $"unit {(int)spec.Unit} is unknown.");
        if (!Enum.IsDefined(spec.Metric)) return ("metric", $"metric {(int)spec.Metric} is unknown.");
        return CheckArms(spec) ?? CheckLimits(spec.Limits);
    }

    /// <summary>Says what is wrong with the shares of all arms; null when nothing is.</summary>
    public static string? CheckShares(IReadOnlyList<ExperimentArm> arms)
    {
        try
        {
            ArmAllocation.Create(ArmRouting.Shares(arms));
        }
        catch (ArgumentException error)
        {
            // The first line: the rest is the parameter's name.
            return error.Message.Split(" (Parameter", 2)[0];
        }

        return arms.All(arm => arm.Share == 0) ? "All shares are 0: nobody would be in the experiment." : null;
    }

    private static (string, string)? CheckArms(ExperimentSpec spec)
    {
        if (spec.Arms.IsDefault || spec.Arms.Length is < 2 or > ExperimentSpec.MaxArms)
            return ("arms", $"arms holds {(spec.Arms.IsDefault ? 0 : spec.Arms.Length)} arms; it takes 2 to {ExperimentSpec.MaxArms}, the control included.");
        for (var i = 0; i < spec.Arms.Length; i++)
        {
            if (CheckArm(spec, spec.Arms[i]) is not var (field, problem)) continue;
            return (string.Create(CultureInfo.InvariantCulture, $"arms[{i}].{field}"), problem);
        }

        if (spec.Arms.GroupBy(arm => arm.Name).FirstOrDefault(same => same.Count() > 1) is { } twice) return ("arms", $"The arm '{twice.Key}' is there twice.");
        if (CheckShares(spec.Arms) is { } shares) return ("arms", shares);
        if (spec.ArmOf(spec.Control) is null)
            return ("control", $"control '{spec.Control}' is none of the arms {string.Join(", ", spec.Arms.Select(arm => arm.Name))}: name the arm that the others are compared with.");
        return spec.Arms.GroupBy(Content).FirstOrDefault(same => same.Count() > 1) is { } alike && spec.Kind != ExperimentKind.Presentation
            ? ("arms", $"The arms {string.Join(" and ", alike.Select(arm => $"'{arm.Name}'"))} do not differ: there is nothing to find out.")
            : null;
    }

    private static (string Field, string Problem)? CheckArm(ExperimentSpec spec, ExperimentArm arm)
    {
        if (arm.Name is not { Length: >= 1 and <= ExperimentArm.MaxNameLength } name || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
            return ("name", $"An arm's name has 1 to {ExperimentArm.MaxNameLength} of the characters a to z, 0 to 9, - and _; '{arm.Name}' does not.");
        var control = name == spec.Control;
        if (spec.Kind != ExperimentKind.Model && arm.ModelVersion is not null) return ("version", $"The arm '{name}' names a version, which only an experiment of kind model takes.");
        if (spec.Kind != ExperimentKind.Thresholds && (arm.TaggedThreshold ?? arm.TopTwoThreshold) is not null)
            return ("taggedThreshold", $"The arm '{name}' has thresholds, which only an experiment of kind thresholds takes.");
        if (spec.Kind != ExperimentKind.Presentation && arm.Payload is not null) return ("payload", $"The arm '{name}' has a payload, which only an experiment of kind presentation takes.");
        if (spec.Kind == ExperimentKind.Model && control && arm.ModelVersion is not null) return ("version", "The control is the champion, whichever that is: leave its version out.");
        if (spec.Kind == ExperimentKind.Model && !control && string.IsNullOrWhiteSpace(arm.ModelVersion)) return ("version", $"The arm '{name}' names no version: only the control stands for the champion.");
        if (arm.TaggedThreshold is { } tagged && !(tagged is >= 0 and <= 1)) return ("taggedThreshold", Outside("taggedThreshold", tagged));
        if (arm.TopTwoThreshold is { } topTwo && !(topTwo is >= 0 and <= 1)) return ("topTwoThreshold", Outside("topTwoThreshold", topTwo));
        return arm.Payload is { Length: > ExperimentArm.MaxPayloadLength } payload
            ? ("payload", $"The payload of '{name}' has {payload.Length} characters; at most {ExperimentArm.MaxPayloadLength} are taken.")
            : null;
    }

    private static (string, string)? CheckLimits(ExperimentLimits limits)
    {
        if (!(limits.Alpha is >= 0.001 and <= 0.2)) return ("limits.alpha", "alpha must be in 0.001 to 0.2.");
        if (!(limits.SmallestDifference is >= 0.001 and <= 0.5)) return ("limits.smallestDifference", "smallestDifference must be in 0.001 to 0.5.");
        if (limits.LeastPerArm is < SequentialDifference.LeastPerArm or > 10_000_000)
            return ("limits.leastPerArm", $"leastPerArm must be in {SequentialDifference.LeastPerArm} to 10,000,000.");
        if (!(limits.LeastDays is >= 0 and <= 365)) return ("limits.leastDays", "leastDays must be in 0 to 365.");
        if (!(limits.GreatestDays >= limits.LeastDays && limits.GreatestDays <= 365)) return ("limits.greatestDays", "greatestDays must be in leastDays to 365.");
        return limits.ErrorLimit is >= 0 and <= 0.5 ? null : ("limits.errorLimit", "errorLimit must be in 0 to 0.5.");
    }

    private static object Content(ExperimentArm arm) => (arm.ModelVersion, arm.TaggedThreshold, arm.TopTwoThreshold);

    private static string? TooLong(string text, int most) => text.Length > most ? $"has {text.Length} characters; at most {most} are taken." : text.Any(char.IsControl) ? "holds a control character." : null;

    private static string Outside(string field, double value) => string.Create(CultureInfo.InvariantCulture, $"{field} is {value}; it must lie in 0 to 1.");
}
