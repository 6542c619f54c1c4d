using System.Data.Common;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Sql.Events;

namespace Cluster.Catalog.Sql.Experiments;

/// <summary>Rows of exposures and their counts.</summary>
internal static class ExposureRows
{
    private static readonly SqlColumns<Exposure> Columns = new()
    {
        { "experiment_id", exposure => exposure.ExperimentId },
        { "unit", exposure => exposure.Unit },
        { "arm", exposure => exposure.Arm },
        { "model_version", exposure => exposure.ModelVersion },
        { "period", exposure => (long)exposure.Period },
        { "stratum", exposure => exposure.Stratum },
        { "failed", exposure => exposure.Failed ? 1L : 0L },
        { "exposed_at", exposure => exposure.At.ToTicks() },
    };

    private static readonly SqlInsert<Exposure> Insert = new("experiment_exposure", Columns, "ON CONFLICT (experiment_id, unit) DO NOTHING");

    // Counted where the unit was counted, whatever arm it would be in by now.
    private const string MarkFailed =
        "UPDATE experiment_exposure SET failed = 1 WHERE experiment_id = $experiment AND unit = $unit AND arm = $arm AND failed = 0 RETURNING period, stratum";

    private const string AddCount =
        "INSERT INTO experiment_count (experiment_id, period, stratum, arm, exposed, failed) VALUES ($experiment, $period, $stratum, $arm, $exposed, $failed)"
        + " ON CONFLICT (experiment_id, period, stratum, arm)"
        + " DO UPDATE SET exposed = experiment_count.exposed + excluded.exposed, failed = experiment_count.failed + excluded.failed";

    public const string FindCounts = "SELECT arm, period, stratum, exposed, failed FROM experiment_count WHERE experiment_id = $experiment ORDER BY period, stratum, arm";

    public static readonly string FindOne = $"SELECT {Columns.Names} FROM experiment_exposure WHERE experiment_id = $experiment AND unit = $unit";

    public const string DeleteSome =
        "DELETE FROM experiment_exposure WHERE experiment_id = $experiment AND unit IN (SELECT unit FROM experiment_exposure WHERE experiment_id = $experiment LIMIT $limit)";

    public const string DeleteCounts = "DELETE FROM experiment_count WHERE experiment_id = $experiment";

    /// <summary>Adds exposures, in an order that two writers share; those that are there already only learn that their arm failed.</summary>
    /// <returns>Those that were new.</returns>
    public static async Task<int> RecordAsync(SqlSession session, IReadOnlyCollection<Exposure> exposures)
    {
        // Users by the hash that their events have, so that the two can be joined and neither names anybody.
        if (exposures.Any(exposure => exposure.IsUser))
        {
            var salt = await EventRows.SaltAsync(session).ConfigureAwait(false);
            exposures = [.. exposures.Select(exposure => exposure.IsUser ? exposure with { Unit = UnitHash.ToText(UnitHash.Of(salt, exposure.Unit)), IsUser = false } : exposure)];
        }

        var counts = new SortedDictionary<(string Experiment, int Period, long Stratum, string Arm), (long Exposed, long Failed)>();
        foreach (var exposure in exposures.OrderBy(exposure => exposure.ExperimentId, StringComparer.Ordinal).ThenBy(exposure => exposure.Unit, StringComparer.Ordinal))
        {
            if (await session.InsertAsync(Insert, [exposure]).ConfigureAwait(false) > 0) Add((exposure.Period, exposure.Stratum), 1, exposure.Failed ? 1 : 0);
            else if (exposure.Failed && await FailAsync(session, exposure).ConfigureAwait(false) is { } counted) Add(counted, 0, 1);

            void Add((int Period, long Stratum) place, long exposed, long failed)
            {
                var key = (exposure.ExperimentId, place.Period, place.Stratum, exposure.Arm);
                var before = counts.GetValueOrDefault(key);
                counts[key] = (before.Exposed + exposed, before.Failed + failed);
            }
        }

        foreach (var (key, (exposed, failed)) in counts)
        {
            await session.Prepare(AddCount)
                .Set("$experiment", key.Experiment).Set("$period", key.Period).Set("$stratum", key.Stratum).Set("$arm", key.Arm)
                .Set("$exposed", exposed).Set("$failed", failed).ExecuteAsync().ConfigureAwait(false);
        }

        return (int)counts.Values.Sum(count => count.Exposed);
    }

    /// <summary>One unit's exposure; null when it was never exposed.</summary>
    public static Task<Exposure?> FindAsync(SqlSession session, string experimentId, string unit) =>
        session.Prepare(FindOne).Set("$experiment", experimentId).Set("$unit", unit).FirstOrDefaultAsync(Read);

    /// <summary>Reads a row of <see cref="FindCounts"/>.</summary>
    public static ExposureCount ReadCount(DbDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));

    private static Exposure Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetInt64(5), row.Flag(6), row.Time(7));

    private static async Task<(int Period, long Stratum)?> FailAsync(SqlSession session, Exposure exposure)
    {
        var marked = await session.Prepare(MarkFailed).Set("$experiment", exposure.ExperimentId).Set("$unit", exposure.Unit).Set("$arm", exposure.Arm)
            .ToListAsync(row => (row.GetInt32(0), row.GetInt64(1))).ConfigureAwait(false);
        return marked.Count > 0 ? marked[0] : null;
    }
}
