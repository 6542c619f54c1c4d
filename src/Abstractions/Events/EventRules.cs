using Cluster.Abstractions.Tracks;

namespace Cluster.Abstractions.Events;

/// <summary>The rules that every event must keep.</summary>
public static class EventRules
{
    /// <summary>The most events of one batch.</summary>
    public const int MaxBatch = 1000;

    /// <summary>The longest id, unit, session, experiment or arm, in UTF-16 code units.</summary>
    public const int MaxLength = 200;

    /// <summary>The greatest position and duration: a week, in seconds.</summary>
    public const double MaxSeconds = 7 * 24 * 3600;

    /// <summary>A play that got this far, as a share of the track, counts as played through.</summary>
    public const double PlayedThrough = 0.9;

    /// <summary>A rating from here on counts as a like.</summary>
    public const double LikedRating = 4;

    /// <summary>How far clocks of senders may be ahead.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    /// <summary>Says what is wrong with an event; null when nothing is.</summary>
    /// <param name="event">The event.</param>
    /// <param name="now">The time.</param>
    /// <param name="retention">How long events are kept: one that is older would be deleted at once.</param>
    /// <returns>The field, as it is called in JSON, and what is wrong with it.</returns>
    public static (string Field, string Reason)? Validate(ListeningEvent @event, DateTimeOffset now, TimeSpan retention)
    {
        if (!Enum.IsDefined(@event.Kind)) return ("kind", "kind is none of play, skip, like, rating.");
        if (TrackIds.Validate(@event.TrackId) is { } badTrack) return ("trackId", badTrack);
        foreach (var (field, text, required) in ((string, string?, bool)[])[
            ("id", @event.Id, true), ("unit", @event.Unit, false), ("session", @event.Session, false), ("experiment", @event.Experiment, false), ("arm", @event.Arm, false)])
        {
            if (Flaw(field, text, required) is { } flaw) return (field, flaw);
        }

        if (@event.At > now + MostAhead) return ("at", $"at lies in the future: {@event.At:O}.");
        if (@event.At < now - retention) return ("at", $"at, {@event.At:O}, is more than {retention.TotalDays:0} days ago; events are not kept that long.");
        if (@event.PositionS is not (null or (>= 0 and <= MaxSeconds))) return ("positionS", "positionS must be a number of seconds from 0 to a week.");
        if (@event.DurationS is not (null or (> 0 and <= MaxSeconds))) return ("durationS", "durationS must be a number of seconds above 0 and up to a week.");
        if (@event.Kind == ListeningEventKind.Rating && @event.Rating is not (>= 1 and <= 5)) return ("rating", "rating must be a number from 1 to 5.");
        if (@event.Kind != ListeningEventKind.Rating && @event.Rating is not null) return ("rating", "rating goes with the kind rating only.");
        if ((@event.Experiment is null) != (@event.Arm is null)) return (@event.Arm is null ? "arm" : "experiment", "experiment and arm go together.");
        return null;
    }

    private static string? Flaw(string field, string? text, bool required)
    {
        if (text is null) return required ? $"{field} is missing." : null;
        if (string.IsNullOrWhiteSpace(text)) return $"{field} is empty.";
        if (text.Length > MaxLength) return $"{field} is {text.Length} characters long; at most {MaxLength} are allowed.";
        return text.Any(char.IsControl) ? $"{field} holds a control character." : null;
    }
}
