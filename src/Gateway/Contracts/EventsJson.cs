using Cluster.Abstractions.Events;

namespace Cluster.Gateway.Contracts;

/// <summary>A batch of events.</summary>
/// <param name="Events">1 to 1,000.</param>
public sealed record PostEventsJson(IReadOnlyList<EventJson> Events);

/// <summary>What a listener did with a recommended track.</summary>
/// <param name="Id">The sender's id of the event: the same id again is the same event.</param>
/// <param name="Kind">play, skip, like or rating.</param>
/// <param name="TrackId">The track.</param>
/// <param name="At">When, with its offset from UTC; not more than 5 minutes ahead.</param>
/// <param name="Unit">The user, or whatever experiments allot arms to; stored as a salted hash only.</param>
/// <param name="Session">The listening session; stored as it is, so it must name nobody.</param>
/// <param name="PositionS">How far into the track, in seconds.</param>
/// <param name="DurationS">The track's length in seconds.</param>
/// <param name="Rating">1 to 5; rating only.</param>
/// <param name="Experiment">The experiment that the listener took part in.</param>
/// <param name="Arm">The listener's arm of it.</param>
public sealed record EventJson(
    string? Id,
    string? Kind,
    string? TrackId,
    DateTimeOffset? At,
    string? Unit = null,
    string? Session = null,
    double? PositionS = null,
    double? DurationS = null,
    double? Rating = null,
    string? Experiment = null,
    string? Arm = null);

/// <summary>What became of a batch: what is counted here is on disk.</summary>
/// <param name="Accepted">Events that are new.</param>
/// <param name="Known">Events that were sent before.</param>
/// <param name="Refused">The others.</param>
public sealed record EventsAnswerJson(int Accepted, int Known, IReadOnlyList<RefusedEventJson> Refused);

/// <summary>An event that was not taken.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Id">Its id; null when it has none.</param>
/// <param name="Field">The field that is wrong; null when it is none in particular.</param>
/// <param name="Detail">What is wrong.</param>
public sealed record RefusedEventJson(int Index, string? Id, string? Field, string Detail)
{
    internal static RefusedEventJson From(EventRefusal refusal) => new(refusal.Index, refusal.Id, refusal.Field, refusal.Reason);
}
