using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Sql.Stats;
using Cluster.Catalog.Sql.Tracks;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Stats;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Sqlite;

/// <summary>The statements that must stay fast in a large catalogue find their rows by keys: they neither scan a table nor sort.</summary>
[Trait("Provider", "Sqlite")]
public sealed class SqliteQueryPlanTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    [Theory]
    [MemberData(nameof(FastStatements.Statements), MemberType = typeof(FastStatements))]
    public async Task Statement_Plan_NeitherScansNorSorts(string sql)
    {
        await fixture.OpenAsync();
        AssertFast(Plan(sql));
    }

    [Theory]
    [MemberData(nameof(FastStatements.Searches), MemberType = typeof(FastStatements))]
    public async Task Search_Plan_WalksAnIndexInItsOrder(TrackQuery query)
    {
        await fixture.OpenAsync();
        var search = new TrackSearch(query);
        var byId = query.Sort == TrackSort.TrackId;
        AssertOrdered(Plan(search.Sql(search.Position)));
        AssertOrdered(Plan(search.Sql(new TrackPosition(byId, byId ? null : 0.5, "after"))));
    }

    public static TheoryData<EmotionStatsQuery, string> Counts => new()
    {
        { new EmotionStatsQuery { By = StatsGroup.Artist }, "SCAN t USING COVERING INDEX track_stats" },
        { new EmotionStatsQuery { By = StatsGroup.Album, Emotion = EmotionLabel.Sad, Decision = TagDecision.Review, MinConfidence = 0.5 }, "SCAN t USING COVERING INDEX track_stats" },
        { new EmotionStatsQuery { By = StatsGroup.Genre }, "SCAN t USING COVERING INDEX track_stats" },
        { new EmotionStatsQuery { By = StatsGroup.Year }, "SCAN t USING COVERING INDEX track_stats" },
        { new EmotionStatsQuery { By = StatsGroup.Artist, Genre = "g" }, "SEARCH t USING COVERING INDEX track_stats (genre=?)" },
        { new EmotionStatsQuery { By = StatsGroup.Genre, Artist = "a" }, "SEARCH t USING INDEX track_artist (artist=?)" },
        { new EmotionStatsQuery { By = StatsGroup.Session }, "SEARCH listening_event USING COVERING INDEX listening_event_session (session>?)" },
        { new EmotionStatsQuery { By = StatsGroup.Session }, "SEARCH t USING PRIMARY KEY (track_id=?)" },
    };

    /// <summary>An order by size needs every row, so these do scan and sort: but an index and the groups, not the table.</summary>
    [Theory]
    [MemberData(nameof(Counts))]
    public async Task Count_Plan_ReadsAnIndex(EmotionStatsQuery query, string step)
    {
        await fixture.OpenAsync();
        var plan = Plan(new EmotionStatsSearch(query).Sql);
        Assert.Contains(step, plan);
        Assert.DoesNotContain("SCAN t", plan);
    }

    // A list of ids is read from its beginning; the index of the unlisted jobs holds no other jobs.
    private static readonly string[] Harmless = ["SCAN json_each", "SCAN j USING INDEX backfill_job_unlisted", "SCAN drift_window USING INDEX drift_window_unreported", "SCAN training USING INDEX training_active", "SCAN t USING INDEX training_active"];

    private static void AssertFast(List<string> plan)
    {
        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !Harmless.Any(step.StartsWith));
    }

    // The first page of everything starts at an index's beginning, which the plan calls a scan; the page's limit ends it.
    private static void AssertOrdered(List<string> plan)
    {
        Assert.Single(plan);
        Assert.Matches("^(SEARCH|SCAN) track (USING INDEX|USING PRIMARY KEY)|^SCAN track$", plan[0]);
    }

    private List<string> Plan(string sql)
    {
        using var session = new SqliteSession(new SqliteFile(fixture.Options).OpenForReading());
        var statement = session.Prepare("EXPLAIN QUERY PLAN " + sql);
        foreach (var name in FastStatements.Parameters(sql)) statement.Set(name, 1L);
        return statement.ToList(row => row.GetString(3));
    }
}
