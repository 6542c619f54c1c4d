using System.Collections.Immutable;

namespace Cluster.Abstractions.Experiments;

/// <summary>An experiment as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("experiment")]
public sealed record Experiment
{
    /// <summary>Most changes of the shares: one bit of a stratum stands for each period.</summary>
    public const int MaxPeriods = 50;

    /// <summary>Its id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What it is about, with the shares of now.</summary>
    [Id(1)] public required ExperimentSpec Spec { get; init; }

    /// <summary>Where it is in its life.</summary>
    [Id(2)] public ExperimentStatus Status { get; init; }

    /// <summary>Rises by one with every change; its ETag.</summary>
    [Id(3)] public long Revision { get; init; }

    /// <summary>The shares since it was started, oldest first; empty while it is a draft.</summary>
    [Id(4)] public ImmutableArray<ExperimentPeriod> Periods { get; init; } = [];

    /// <summary>The champion when it was started; null for other kinds than <see cref="ExperimentKind.Model"/>.</summary>
    [Id(5)] public string? ControlVersion { get; init; }

    /// <summary>When it was created.</summary>
    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was started; null while it is a draft.</summary>
    [Id(7)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    [Id(8)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The arm that it was concluded with; null before, and when there is no winner.</summary>
    [Id(9)] public string? Winner { get; init; }

    /// <summary>All changes, oldest first.</summary>
    [Id(10)] public ImmutableArray<ExperimentLogEntry> Log { get; init; } = [];

    /// <summary>The tests of its treatments after all looks so far.</summary>
    [Id(11)] public ImmutableArray<TreatmentTest> Tests { get; init; } = [];

    /// <summary>True when another champion was seen while it ran: its control is two things.</summary>
    [Id(12)] public bool ControlChanged { get; init; }

    /// <summary>The salt of its hash.</summary>
    public string Salt => Spec.Salt ?? Id;
}

/// <summary>A treatment's test against the control, as the next look continues it.</summary>
/// <param name="Arm">The treatment.</param>
/// <param name="Difference">Success rate of the treatment minus that of the control.</param>
/// <param name="PValue">The least of all looks.</param>
/// <param name="Low">Lower end of the confidence sequence.</param>
/// <param name="High">Upper end of it.</param>
[GenerateSerializer, Immutable, Alias("treatment-test")]
public sealed record TreatmentTest(
    [property: Id(0)] string Arm, [property: Id(1)] double Difference, [property: Id(2)] double PValue, [property: Id(3)] double Low, [property: Id(4)] double High);
