using System.Data.Common;
using Cluster.Abstractions.Events;

namespace Cluster.Catalog.Sql.Events;

/// <summary>Rows of what listeners did.</summary>
internal static class EventRows
{
    private static readonly SqlColumns<StoredEvent> Columns = new()
    {
        { "event_id", row => row.Event.Id },
        { "kind", row => (long)row.Event.Kind },
        { "track_id", row => row.Event.TrackId },
        { "unit", row => row.Unit },
        { "session", row => row.Event.Session },
        { "at", row => row.Event.At.ToTicks() },
        { "position_s", row => row.Event.PositionS },
        { "duration_s", row => row.Event.DurationS },
        { "rating", row => row.Event.Rating },
        { "experiment", row => row.Event.Experiment },
        { "arm", row => row.Event.Arm },
        { "received_at", row => row.ReceivedAt.ToTicks() },
    };

    private static readonly SqlInsert<StoredEvent> InsertNew = new("listening_event", Columns);

    public static readonly string FindMany = $"SELECT {Columns.Names} FROM listening_event WHERE event_id <in $ids>";

    public const string FindTracks = "SELECT track_id FROM track WHERE track_id <in $tracks>";

    public const string FindPlays = "SELECT track_id, plays FROM review_entry WHERE track_id <in $tracks>";

    public const string FindSalt = "SELECT salt FROM event_salt WHERE one = 1";

    public const string FindOldest = "SELECT event_no, track_id FROM listening_event WHERE at < $before ORDER BY at, event_no LIMIT $most";

    public const string DeleteMany = "DELETE FROM listening_event WHERE event_no <in $numbers> RETURNING kind, track_id";

    /// <summary>The catalogue's salt.</summary>
    public static async Task<byte[]> SaltAsync(SqlSession session) =>
        await session.Prepare(FindSalt).FirstOrDefaultAsync(row => (byte[])row.GetValue(0)).ConfigureAwait(false) ?? throw new CatalogException("The catalogue has lost its salt of users: restore it from a copy.");

    /// <summary>The events that have these ids.</summary>
    public static Task<List<StoredEvent>> FindManyAsync(SqlSession session, IReadOnlyCollection<string> ids) => session.Prepare(FindMany).SetList("$ids", ids).ToListAsync(Read);

    /// <summary>Inserts events whose ids are not taken.</summary>
    public static Task<int> InsertAsync(SqlSession session, IReadOnlyList<StoredEvent> events) => session.InsertAsync(InsertNew, events);

    private static StoredEvent Read(DbDataReader row) => new(
        new ListeningEvent
        {
            Id = row.GetString(0),
            Kind = (ListeningEventKind)row.GetInt32(1),
            TrackId = row.GetString(2),
            Session = row.Text(4),
            At = row.Time(5),
            PositionS = Real(row, 6),
            DurationS = Real(row, 7),
            Rating = Real(row, 8),
            Experiment = row.Text(9),
            Arm = row.Text(10),
        },
        row.IsDBNull(3) ? null : (byte[])row.GetValue(3),
        row.Time(11));

    private static double? Real(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
