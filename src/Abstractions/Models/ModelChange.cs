namespace Cluster.Abstractions.Models;

/// <summary>Who changes the registry, why, and what they saw of it.</summary>
[GenerateSerializer, Immutable, Alias("model-change")]
public sealed record ModelChange
{
    /// <summary>Longest <see cref="Actor"/>, in characters.</summary>
    public const int MaxActorLength = 100;

    /// <summary>Longest <see cref="Reason"/>, in characters.</summary>
    public const int MaxReasonLength = 1000;

    /// <summary>Longest <see cref="Evidence"/>, in characters.</summary>
    public const int MaxEvidenceLength = 4000;

    /// <summary>Who, as the caller says; nobody is authenticated yet.</summary>
    [Id(0)] public required string Actor { get; init; }

    /// <summary>Why; null when they gave no reason.</summary>
    [Id(1)] public string? Reason { get; init; }

    /// <summary>What it rests on, in words or as JSON; null when there is nothing.</summary>
    [Id(2)] public string? Evidence { get; init; }

    /// <summary>The revision that the caller saw; the change is refused when it is another by now. Null: any.</summary>
    [Id(3)] public long? ExpectedRevision { get; init; }

    /// <summary>The champion that the caller saw; the change is refused when it is another by now. Null: any, save for promotions without an <see cref="ExpectedRevision"/>, where it means that there was none.</summary>
    [Id(4)] public string? ExpectedChampion { get; init; }

    /// <summary>Whether to promote although the gates do not let the version pass; needs a <see cref="Reason"/>.</summary>
    [Id(5)] public bool Force { get; init; }

    /// <summary>Who else approves, as the caller says; null where nobody has.</summary>
    [Id(6)] public string? ApprovedBy { get; init; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Validate()
    {
        if (string.IsNullOrWhiteSpace(Actor)) return "actor is empty: say who changes the registry.";
        if (Actor.Length > MaxActorLength || Actor.Any(char.IsControl)) return $"actor must have at most {MaxActorLength} characters and no control characters.";
        if (Reason is { Length: > MaxReasonLength }) return $"reason has {Reason.Length} characters; at most {MaxReasonLength} are taken.";
        if (Force && string.IsNullOrWhiteSpace(Reason)) return "reason is empty: say why the gates are passed over.";
        if (ApprovedBy is { } approver && (approver.Length > MaxActorLength || approver.Any(char.IsControl)))
            return $"approvedBy must have at most {MaxActorLength} characters and no control characters.";
        return Evidence is { Length: > MaxEvidenceLength } ? $"evidence has {Evidence.Length} characters; at most {MaxEvidenceLength} are taken: put the rest elsewhere and name the place." : null;
    }
}
