using System.Collections.Immutable;

namespace Cluster.Abstractions.Experiments;

/// <summary>How an experiment stands.</summary>
[GenerateSerializer, Immutable, Alias("experiment-report")]
public sealed record ExperimentReport
{
    /// <summary>The experiment.</summary>
    [Id(0)] public required Experiment Experiment { get; init; }

    /// <summary>Its arms, the control first.</summary>
    [Id(1)] public required ImmutableArray<ArmReport> Arms { get; init; }

    /// <summary>Whether the arms got their shares.</summary>
    [Id(2)] public required SampleRatioReport SampleRatio { get; init; }

    /// <summary>How it stands.</summary>
    [Id(3)] public required ExperimentVerdict Verdict { get; init; }

    /// <summary>The better arm; null unless the verdict says that there is one.</summary>
    [Id(4)] public string? Winner { get; init; }

    /// <summary>Treatments that are worse than the control, beyond chance.</summary>
    [Id(5)] public ImmutableArray<string> Harmful { get; init; } = [];

    /// <summary>Treatments that fail more often than the limit allows, beyond chance.</summary>
    [Id(6)] public ImmutableArray<string> Failing { get; init; } = [];

    /// <summary>Why the verdict is what it is.</summary>
    [Id(7)] public required string Reason { get; init; }

    /// <summary>What to do.</summary>
    [Id(8)] public required string Recommendation { get; init; }

    /// <summary>Observed units that each arm needs to show the smallest difference that matters in 8 of 10 cases, by a test of fixed size; looking all the time costs some more.</summary>
    [Id(9)] public required long NeededPerArm { get; init; }

    /// <summary>Observed units that are still missing, over all arms.</summary>
    [Id(10)] public required long StillNeeded { get; init; }
}

/// <summary>How an experiment stands. The numbers are those of the rules' own outcome.</summary>
[GenerateSerializer, Alias("experiment-verdict")]
public enum ExperimentVerdict
{
    /// <summary>No answer yet.</summary>
    Running = 0,

    /// <summary>One arm is better.</summary>
    Winner = 1,

    /// <summary>No arm differs from the control by as much as matters.</summary>
    NoDifference = 2,

    /// <summary>Its time is up without an answer.</summary>
    Inconclusive = 3,

    /// <summary>Nothing may be concluded: the arms did not get their shares, or the control changed.</summary>
    Broken = 4,
}
