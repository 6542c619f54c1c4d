using Cluster.Modeling.Explanations;

namespace Cluster.Grains.Explanations;

/// <summary>What explanations may cost a silo. Section <c>Explanations</c> of the settings.</summary>
public sealed class ExplainingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Explanations";

    /// <summary>Explanations that are worked on at the same time; 1 to 64; default 1.</summary>
    public int Workers { get; set; } = 1;

    /// <summary>Explanations that may wait; a further one is refused as busy; 0 to 1,000; default 16.</summary>
    public int QueueLength { get; set; } = 16;

    /// <summary>The most time that one may take, waiting included; 0.1 to 60 s; default 10 s.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Rows of the background that a clip is compared with; 1 to 256; default 32.</summary>
    public int BackgroundRows { get; set; } = ExplanationBackground.DefaultRows;

    /// <summary>Model versions that are kept ready to explain; 1 to 64; default 4.</summary>
    public int Models { get; set; } = 4;

    /// <summary>The most clips of one prediction that are explained; 1 to 100; default 8.</summary>
    public int ClipsPerPrediction { get; set; } = 8;

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Workers is < 1 or > 64) yield return $"{Section}:{nameof(Workers)} is {Workers}; it must lie in 1 to 64.";
        if (QueueLength is < 0 or > 1000) yield return $"{Section}:{nameof(QueueLength)} is {QueueLength}; it must lie in 0 to 1,000.";
        if (TimeLimit < TimeSpan.FromSeconds(0.1) || TimeLimit > TimeSpan.FromMinutes(1)) yield return $"{Section}:{nameof(TimeLimit)} is {TimeLimit}; it must lie in 0.1 to 60 seconds.";
        if (BackgroundRows is < 1 or > ExplanationBackground.MaxRows)
            yield return $"{Section}:{nameof(BackgroundRows)} is {BackgroundRows}; it must lie in 1 to {ExplanationBackground.MaxRows}.";
        if (Models is < 1 or > 64) yield return $"{Section}:{nameof(Models)} is {Models}; it must lie in 1 to 64.";
        if (ClipsPerPrediction is < 1 or > 100) yield return $"{Section}:{nameof(ClipsPerPrediction)} is {ClipsPerPrediction}; it must lie in 1 to 100.";
    }
}
