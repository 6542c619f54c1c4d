using Cluster.Abstractions.Events;

namespace Cluster.Catalog.Sql.Events;

/// <summary>An event as it is stored: the user is a hash.</summary>
/// <param name="Event">The event, without its unit.</param>
/// <param name="Unit">The unit's hash; null when it has none.</param>
/// <param name="ReceivedAt">When it came.</param>
internal sealed record StoredEvent(ListeningEvent Event, byte[]? Unit, DateTimeOffset ReceivedAt)
{
    /// <summary>Whether both are the same event, whenever they came.</summary>
    public bool IsSame(StoredEvent other) => Event == other.Event && (Unit is null ? other.Unit is null : other.Unit is not null && Unit.AsSpan().SequenceEqual(other.Unit));
}
