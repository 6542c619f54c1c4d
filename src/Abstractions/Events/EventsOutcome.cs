using System.Collections.Immutable;

namespace Cluster.Abstractions.Events;

/// <summary>What became of a batch of events.</summary>
/// <param name="Accepted">Events that are on disk now and were not before.</param>
/// <param name="Known">Events that were on disk before.</param>
/// <param name="Refused">The others, by index.</param>
[GenerateSerializer, Immutable, Alias("events-outcome")]
public sealed record EventsOutcome(
    [property: Id(0)] int Accepted,
    [property: Id(1)] int Known,
    [property: Id(2)] ImmutableArray<EventRefusal> Refused);

/// <summary>Why one event was not taken.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Id">Its id; null when it has none.</param>
/// <param name="Field">The field that is wrong, as it is called in JSON; null when it is none in particular.</param>
/// <param name="Reason">What is wrong.</param>
[GenerateSerializer, Immutable, Alias("event-refusal")]
public sealed record EventRefusal(
    [property: Id(0)] int Index,
    [property: Id(1)] string? Id,
    [property: Id(2)] string? Field,
    [property: Id(3)] string Reason);
