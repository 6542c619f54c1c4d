using Npgsql;

namespace Cluster.Catalog.Postgres;

/// <summary>
/// The database server's clock: the one that all silos have in common. Leases are judged by it, so that a silo whose own clock is wrong, or jumps, neither steals
/// what another one holds nor holds anything longer than it may.
/// </summary>
/// <remarks>The server is asked now and then; in between, time goes on with this machine's monotonic clock. Before the first answer it is this machine's time.</remarks>
/// <param name="local">This machine's clocks.</param>
internal sealed class ServerClock(TimeProvider local) : TimeProvider
{
    /// <summary>How often the server is asked; shorter than a lease usually is.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private Reading? last;
    private int asking;

    /// <inheritdoc/>
    public override long TimestampFrequency => local.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Volatile.Read(ref last) is { } reading ? reading.Time + local.GetElapsedTime(reading.At) : local.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => local.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => local.CreateTimer(callback, state, dueTime, period);

    /// <summary>Asks the server when it is time to; one call at a time does, and the others go by the last answer.</summary>
    public async Task KeepAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref last);
        if (known is not null && local.GetElapsedTime(known.At) < Period) return;

        // Without any answer everybody asks: nobody may go by a clock that could be wrong.
        if (Interlocked.Exchange(ref asking, 1) == 1 && known is not null) return;
        try
        {
            await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) Take(reader.GetFieldValue<DateTimeOffset>(0));
        }
        finally
        {
            Volatile.Write(ref asking, 0);
        }
    }

    /// <summary>Takes an answer of the server that came just now.</summary>
    internal void Take(DateTimeOffset time) => Volatile.Write(ref last, new Reading(time, local.GetTimestamp()));

    private sealed record Reading(DateTimeOffset Time, long At);
}
