using System.Globalization;
using Cluster.Abstractions.Events;
using Cluster.Abstractions.Experiments;
using Cluster.Catalog.Experiments;

namespace Cluster.Catalog.Sql.Experiments;

/// <summary>The metrics <see cref="ExperimentMetric.PlayedThrough"/> and <see cref="ExperimentMetric.Liked"/>, from events on a database.</summary>
/// <remarks>
/// Events count that name the experiment: what a listener does elsewhere says nothing of it. The arm is that of the unit's exposure, which the cluster itself has written. Of a unit only the first outcome
/// since its exposure counts, in the order of acceptance: what comes late does not turn an outcome that was looked at already. Events name no model version, so that any counts.
/// </remarks>
internal sealed class EventOutcomes(ISqlReads reads) : IOutcomeReader
{
    // Of plays those whose end is known; a skip ends one.
    private static readonly string Played = string.Create(
        CultureInfo.InvariantCulture,
        $"CASE WHEN v.kind = {(int)ListeningEventKind.Skip} THEN 0 WHEN v.kind = {(int)ListeningEventKind.Play} AND v.duration_s IS NOT NULL THEN CASE WHEN v.position_s >= {EventRules.PlayedThrough} * v.duration_s THEN 1 WHEN v.position_s IS NOT NULL THEN 0 END END");

    private static readonly string Liked = string.Create(
        CultureInfo.InvariantCulture,
        $"CASE v.kind WHEN {(int)ListeningEventKind.Like} THEN 1 WHEN {(int)ListeningEventKind.Skip} THEN 0 WHEN {(int)ListeningEventKind.Rating} THEN CASE WHEN v.rating >= {EventRules.LikedRating} THEN 1 ELSE 0 END END");

    /// <inheritdoc/>
    public bool Measures(ExperimentMetric metric) => metric is ExperimentMetric.PlayedThrough or ExperimentMetric.Liked;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutcomeCount>> CountAsync(OutcomeQuestion question, CancellationToken cancellationToken)
    {
        var success = question.Metric == ExperimentMetric.PlayedThrough ? Played : Liked;
        var unit = question.Unit == ExperimentUnit.Track ? "v.track_id" : "<hex v.unit>";
        var sql = "SELECT arm, COUNT(*), SUM(success) FROM"
            + $" (SELECT e.arm, {success} AS success, ROW_NUMBER() OVER (PARTITION BY e.unit ORDER BY v.event_no) AS place FROM listening_event v <inner join> experiment_exposure e"
            + $"  ON e.experiment_id = $experiment AND e.unit = {unit} AND v.at >= e.exposed_at"
            + $"  WHERE v.experiment = $experiment AND v.at >= $since AND {success} IS NOT NULL) AS outcome"
            + " WHERE place = 1 GROUP BY arm";
        return await reads.RunSingleAsync(
            session => session.Prepare(sql).Set("$experiment", question.ExperimentId).Set("$since", question.Since.ToTicks())
                .ToListAsync(row => new OutcomeCount(row.GetString(0), row.GetInt64(1), row.GetInt64(2))),
            cancellationToken).ConfigureAwait(false);
    }
}
