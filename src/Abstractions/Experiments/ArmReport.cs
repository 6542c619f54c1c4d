namespace Cluster.Abstractions.Experiments;

/// <summary>What an arm has led to.</summary>
[GenerateSerializer, Immutable, Alias("arm-report")]
public sealed record ArmReport
{
    /// <summary>The arm.</summary>
    [Id(0)] public required ExperimentArm Arm { get; init; }

    /// <summary>Whether it is the control.</summary>
    [Id(1)] public required bool IsControl { get; init; }

    /// <summary>Units that were exposed, each once.</summary>
    [Id(2)] public required long Exposed { get; init; }

    /// <summary>Those of them for which the arm's model failed at least once.</summary>
    [Id(3)] public required long Failed { get; init; }

    /// <summary>P-value of the test that the arm fails more often than the limit allows; it holds however often one looks.</summary>
    [Id(4)] public required double ErrorPValue { get; init; }

    /// <summary>Units with an outcome.</summary>
    [Id(5)] public required long Observed { get; init; }

    /// <summary>Those of them with a success.</summary>
    [Id(6)] public required long Successes { get; init; }

    /// <summary>The test against the control; null for the control.</summary>
    [Id(7)] public TreatmentTest? Test { get; init; }
}

/// <summary>Whether the arms got their shares.</summary>
/// <param name="ChiSquare">Pearson's statistic.</param>
/// <param name="Degrees">Its degrees of freedom.</param>
/// <param name="PValue">The p-value that holds however often one looks.</param>
/// <param name="Mismatch">True when they did not: no result may be believed.</param>
[GenerateSerializer, Immutable, Alias("sample-ratio-report")]
public sealed record SampleRatioReport([property: Id(0)] double ChiSquare, [property: Id(1)] int Degrees, [property: Id(2)] double PValue, [property: Id(3)] bool Mismatch);
