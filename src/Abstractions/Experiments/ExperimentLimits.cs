namespace Cluster.Abstractions.Experiments;

/// <summary>When an experiment ends, and how sure its answer is.</summary>
[GenerateSerializer, Immutable, Alias("experiment-limits")]
public sealed record ExperimentLimits
{
    /// <summary>The chance to name a difference where there is none, over all looks and arms; in [0.001, 0.2], default 0.05.</summary>
    [Id(0)] public double Alpha { get; init; } = 0.05;

    /// <summary>The smallest difference of success rates that matters, in [0.001, 0.5]; default 0.02.</summary>
    [Id(1)] public double SmallestDifference { get; init; } = 0.02;

    /// <summary>Observed units in each arm before a winner is named; 50 to 10,000,000, default 200.</summary>
    [Id(2)] public long LeastPerArm { get; init; } = 200;

    /// <summary>Days before a winner is named; 0 to 365, default 7.</summary>
    [Id(3)] public double LeastDays { get; init; } = 7;

    /// <summary>Days after which it ends without an answer; from <see cref="LeastDays"/> to 365, default 60.</summary>
    [Id(4)] public double GreatestDays { get; init; } = 60;

    /// <summary>The greatest share of an arm's units that may fail, in [0, 0.5]; default 0.01.</summary>
    [Id(5)] public double ErrorLimit { get; init; } = 0.01;

    /// <summary>Whether it stops by itself when an arm is above <see cref="ErrorLimit"/>, beyond chance; default true.</summary>
    [Id(6)] public bool StopOnErrors { get; init; } = true;
}
