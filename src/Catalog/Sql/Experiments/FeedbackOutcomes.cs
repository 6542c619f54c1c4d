using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Sql.Events;

namespace Cluster.Catalog.Sql.Experiments;

/// <summary>The metric <see cref="ExperimentMetric.Correct"/>, from feedback on a database.</summary>
/// <remarks>Of a unit only the first standing feedback since its exposure counts: later feedback does not turn an outcome that was looked at already.</remarks>
internal sealed class FeedbackOutcomes(ISqlReads reads) : IOutcomeReader
{
    private const int AuthorsPage = 2000;

    // Along the feedback since the start, and from each to its track's exposure.
    private const string OfTracks =
        "SELECT arm, COUNT(*), SUM(CASE WHEN verdict = $correct THEN 1 ELSE 0 END) FROM"
        + " (SELECT e.arm, f.verdict, ROW_NUMBER() OVER (PARTITION BY e.unit ORDER BY f.feedback_no) AS place FROM feedback f <inner join> experiment_exposure e"
        + "  ON e.experiment_id = $experiment AND e.unit = f.track_id AND f.created_at >= e.exposed_at AND ($byVersion = 0 OR f.model_version = e.model_version)"
        + "  WHERE f.created_at >= $since AND f.undone_at IS NULL) AS outcome"
        + " WHERE place = 1 GROUP BY arm";

    private const string ByAuthors =
        "SELECT author, feedback_no, created_at, verdict, model_version FROM feedback"
        + " WHERE (author, feedback_no) > ($author, $after) AND created_at >= $since AND undone_at IS NULL AND kind = $user ORDER BY author, feedback_no LIMIT $limit";

    /// <inheritdoc/>
    public bool Measures(ExperimentMetric metric) => metric == ExperimentMetric.Correct;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutcomeCount>> CountAsync(OutcomeQuestion question, CancellationToken cancellationToken) => question.Unit == ExperimentUnit.Track
        ? await reads.RunSingleAsync(session => CountTracksAsync(session, question), cancellationToken).ConfigureAwait(false)
        : await reads.RunAsync(session => CountUsersAsync(session, question), cancellationToken).ConfigureAwait(false);

    private static Task<List<OutcomeCount>> CountTracksAsync(SqlSession session, OutcomeQuestion question) => session.Prepare(OfTracks)
        .Set("$experiment", question.ExperimentId).Set("$since", question.Since.ToTicks()).Set("$byVersion", question.ByVersion ? 1L : 0L)
        .Set("$correct", (long)FeedbackVerdict.Correct)
        .ToListAsync(row => new OutcomeCount(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    // Users are stored as hashes that no database computes: their feedback is read author by author, a page at a time.
    private static async Task<List<OutcomeCount>> CountUsersAsync(SqlSession session, OutcomeQuestion question)
    {
        var counts = new Dictionary<string, (long Observed, long Successes)>(StringComparer.Ordinal);
        var salt = await EventRows.SaltAsync(session).ConfigureAwait(false);
        Exposure? exposure = null;
        var (author, after) = (string.Empty, 0L);
        List<(string Author, long Number, DateTimeOffset At, FeedbackVerdict Verdict, string Version)> page;
        do
        {
            page = await session.Prepare(ByAuthors).Set("$author", author).Set("$after", after).Set("$since", question.Since.ToTicks())
                .Set("$user", (long)AnnotatorKind.User).Set("$limit", AuthorsPage)
                .ToListAsync(row => (row.GetString(0), row.GetInt64(1), row.Time(2), (FeedbackVerdict)row.GetInt32(3), row.GetString(4))).ConfigureAwait(false);
            foreach (var given in page)
            {
                if (given.Author != author)
                    exposure = await ExposureRows.FindAsync(session, question.ExperimentId, UnitHash.ToText(UnitHash.Of(salt, given.Author))).ConfigureAwait(false);
                (author, after) = (given.Author, given.Number);
                if (exposure is null || given.At < exposure.At || (question.ByVersion && given.Version != exposure.ModelVersion)) continue;
                var (observed, successes) = counts.GetValueOrDefault(exposure.Arm);
                counts[exposure.Arm] = (observed + 1, successes + (given.Verdict == FeedbackVerdict.Correct ? 1 : 0));

                // The rest of this author's feedback does not count.
                exposure = null;
            }
        }
        while (page.Count == AuthorsPage);
        return [.. counts.Select(pair => new OutcomeCount(pair.Key, pair.Value.Observed, pair.Value.Successes))];
    }
}
