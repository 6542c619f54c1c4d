using System.Text.Json;
using Cluster.Abstractions.Events;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Reads a batch of events one by one, so that a bad one costs itself only.</summary>
internal static class EventBatch
{
    /// <summary>Reads the body of <c>POST /v1/events</c>.</summary>
    /// <param name="body">The body.</param>
    /// <param name="options">How JSON is read.</param>
    /// <param name="events">The events that can be read, with their places.</param>
    /// <param name="refused">Those that cannot.</param>
    /// <returns>What is wrong with the batch as a whole; null when nothing is.</returns>
    public static ProblemHttpResult? TryRead(
        JsonElement body, JsonSerializerOptions options, out List<(int Index, ListeningEvent Event)> events, out List<EventRefusal> refused)
    {
        (events, refused) = ([], []);
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("events", out var list) || list.ValueKind != JsonValueKind.Array)
            return Problem.BadRequest("events is missing: a list of 1 to 1,000 events.", "events");
        if (list.GetArrayLength() is 0 or > EventRules.MaxBatch)
            return Problem.BadRequest($"events holds {list.GetArrayLength():N0} events; 1 to {EventRules.MaxBatch:N0} are taken at once.", "events");
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            if (TryRead(index, item, options, out var read) is { } refusal) refused.Add(refusal);
            else events.Add((index, read!));
        }

        return null;
    }

    private static EventRefusal? TryRead(int index, JsonElement item, JsonSerializerOptions options, out ListeningEvent? read)
    {
        read = null;
        EventJson? json;
        try
        {
            json = item.Deserialize<EventJson>(options);
        }
        catch (JsonException error)
        {
            // "$.positionS" is the field positionS.
            var field = error.Path is { Length: > 2 } path ? path[2..] : null;
            return new EventRefusal(index, null, field, $"{field ?? "The event"} cannot be read: it is of another type than it has to be.");
        }

        if (json is null) return new EventRefusal(index, null, null, "The event is null.");
        if (json.Id is null) return new EventRefusal(index, null, "id", "id is missing.");
        if (!Names.TryParse<ListeningEventKind>(json.Kind, out var kind) || kind is null)
            return new EventRefusal(index, json.Id, "kind", $"kind '{json.Kind}' is none of {Names.All<ListeningEventKind>()}.");
        if (json.At is not { } at) return new EventRefusal(index, json.Id, "at", "at is missing: the time of the event.");
        read = new ListeningEvent
        {
            Id = json.Id,
            Kind = kind.Value,
            TrackId = json.TrackId ?? string.Empty,
            Unit = json.Unit,
            Session = json.Session,
            At = at,
            PositionS = json.PositionS,
            DurationS = json.DurationS,
            Rating = json.Rating,
            Experiment = json.Experiment,
            Arm = json.Arm,
        };
        return null;
    }
}
