namespace Cluster.Abstractions.Trainings;

/// <summary>One training of a new model on what the catalogue knows.</summary>
[GenerateSerializer, Immutable, Alias("training")]
public sealed record Training
{
    /// <summary>The training.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Where it is.</summary>
    [Id(1)] public required TrainingState State { get; init; }

    /// <summary>Why it was started.</summary>
    [Id(2)] public required TrainingTrigger Trigger { get; init; }

    /// <summary>Who asked for it; <c>cluster</c> where nobody did.</summary>
    [Id(3)] public required string Actor { get; init; }

    /// <summary>Why, in words.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>The champion when it was asked for; the new model reads the same features.</summary>
    [Id(5)] public required string Champion { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(6)] public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When a silo last took it; null while none has.</summary>
    [Id(7)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    [Id(8)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often a silo took it: more than once where silos died over it.</summary>
    [Id(9)] public int Attempts { get; init; }

    /// <summary>The silo's worker that has it or had it last; null while none has.</summary>
    [Id(10)] public string? Worker { get; init; }

    /// <summary>The version that came of it; null where none did.</summary>
    [Id(11)] public string? ModelVersion { get; init; }

    /// <summary>Labels that it was trained on; null before.</summary>
    [Id(12)] public long? Labels { get; init; }

    /// <summary>Rows that it was trained on; null before.</summary>
    [Id(13)] public long? Rows { get; init; }

    /// <summary>Accuracy on held-out groups, in [0, 1]; null before.</summary>
    [Id(14)] public double? Accuracy { get; init; }

    /// <summary>Macro-F1 on held-out groups, in [0, 1]; null before.</summary>
    [Id(15)] public double? MacroF1 { get; init; }

    /// <summary>Why nothing came of it, or what is to be known of what did; null where there is nothing to say.</summary>
    [Id(16)] public string? Problem { get; init; }
}

/// <summary>Where a training is. The numbers are persisted and never move.</summary>
[GenerateSerializer, Alias("training-state")]
public enum TrainingState
{
    /// <summary>It waits for a silo that trains.</summary>
    Queued = 0,

    /// <summary>A silo trains.</summary>
    Running = 1,

    /// <summary>The new model is registered.</summary>
    Succeeded = 2,

    /// <summary>It broke.</summary>
    Failed = 3,

    /// <summary>There was not enough to train on.</summary>
    Refused = 4,
}

/// <summary>Why a model is trained anew. The numbers are persisted and never move.</summary>
[GenerateSerializer, Alias("training-trigger")]
public enum TrainingTrigger
{
    /// <summary>Somebody asked for it.</summary>
    Request = 0,

    /// <summary>Quality on labelled traffic has fallen.</summary>
    Quality = 1,

    /// <summary>The music has changed.</summary>
    Drift = 2,

    /// <summary>Many labels have come.</summary>
    Labels = 3,

    /// <summary>It is time.</summary>
    Schedule = 4,
}
