using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Promotion;

/// <summary>What a version must keep to be promoted, and a new champion to stay. Section <c>Promotion</c> of the settings, for example <c>Promotion__Gates__InconclusiveBlocks=false</c>.</summary>
public sealed class PromotionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Promotion";

    /// <summary>What a version must keep to be promoted without force.</summary>
    public PromotionGateOptions Gates { get; set; } = new();

    /// <summary>What a new champion is watched for, how long, and when it is rolled back.</summary>
    public BakeOptions Bake { get; set; } = new();

    /// <summary>How often a new champion is looked at; 1 s to 10 min; default 5 s.</summary>
    public TimeSpan BakePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How far back a version's traffic counts for the gates; 1 hour to 30 days; default 7 days.</summary>
    public TimeSpan TrafficWindow { get; set; } = TimeSpan.FromDays(7);

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (ProblemOf(Gates.Check) is { } gates) yield return $"{Section}:{nameof(Gates)}: {gates}";
        if (ProblemOf(Bake.Check) is { } bake) yield return $"{Section}:{nameof(Bake)}: {bake}";
        if (BakePeriod < TimeSpan.FromSeconds(1) || BakePeriod > TimeSpan.FromMinutes(10)) yield return $"{Section}:{nameof(BakePeriod)} is {BakePeriod}; it must lie in 1 s to 10 min.";
        if (TrafficWindow < TimeSpan.FromHours(1) || TrafficWindow > TimeSpan.FromDays(30)) yield return $"{Section}:{nameof(TrafficWindow)} is {TrafficWindow}; it must lie in 1 hour to 30 days.";
    }

    private static string? ProblemOf(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (ArgumentException error)
        {
            return error.Message.ReplaceLineEndings(" ");
        }
    }
}
