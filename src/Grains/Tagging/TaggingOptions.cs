using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;

namespace Cluster.Grains.Tagging;

/// <summary>How tracks are cut, aggregated and decided upon. Section <c>Tagging</c> of the settings.</summary>
public sealed class TaggingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Tagging";

    /// <summary>Clip length in seconds; 1 to 120; default 30.</summary>
    public double ClipLengthS { get; set; } = 30;

    /// <summary>Distance between clip starts in seconds; 1 to the clip length; default 30.</summary>
    public double ClipHopS { get; set; } = 30;

    /// <summary>How a track's emotion follows from its clips'; default majority.</summary>
    public AggregationMethod Aggregation { get; set; } = AggregationMethod.Majority;

    /// <summary>Least confidence to tag, in [0, 1]; default 0.75.</summary>
    public double TaggedThreshold { get; set; } = 0.75;

    /// <summary>Least sum of the best two to show both, in [0, 1]; default 0.80.</summary>
    public double TopTwoThreshold { get; set; } = 0.80;

    /// <summary>The clip plan.</summary>
    public ClipPlan Plan => new(ClipLengthS, ClipHopS);

    /// <summary>The thresholds.</summary>
    public DecisionPolicy Policy => new(TaggedThreshold, TopTwoThreshold);

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (ClipLengthS is not (>= 1 and <= 120)) yield return $"{Section}:{nameof(ClipLengthS)} is {ClipLengthS}; it must lie in 1 to 120 seconds.";
        if (!(ClipHopS >= 1 && ClipHopS <= ClipLengthS)) yield return $"{Section}:{nameof(ClipHopS)} is {ClipHopS}; it must lie between 1 second and the clip length.";
        if (TaggedThreshold is not (>= 0 and <= 1)) yield return $"{Section}:{nameof(TaggedThreshold)} is {TaggedThreshold}; it must lie in 0 to 1.";
        if (TopTwoThreshold is not (>= 0 and <= 1)) yield return $"{Section}:{nameof(TopTwoThreshold)} is {TopTwoThreshold}; it must lie in 0 to 1.";
        if (!Enum.IsDefined(Aggregation)) yield return $"{Section}:{nameof(Aggregation)} is {Aggregation}; it must be Majority or Mean.";
    }
}
