using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Sqlite.Backfills;
using Cluster.Catalog.Sqlite.Feedbacks;
using Cluster.Catalog.Sqlite.Replays;
using Cluster.Catalog.Sqlite.Reviews;
using Cluster.Catalog.Sqlite.Tracks;
using Cluster.Catalog.Sqlite.Traffic;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Sqlite;

/// <summary>The statements that must stay fast in a large catalogue find their rows by keys: they neither scan a table nor sort.</summary>
[Trait("Provider", "Sqlite")]
public sealed class SqliteQueryPlanTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    public static TheoryData<string> Statements =>
    [
        TrackRows.Find, TrackRows.FindVersion, TrackRows.FindMany, ClipRows.Find, ClipRows.FindAll, ClipRows.FindMany, FeatureRows.FindSet, FeatureRows.FindClips,
        ListingRows.FindClaimable, ListingRows.FindItem, ListingRows.FindTrack, ChunkRows.FindClaimable, ChunkRows.FindPending, ChunkRows.FindHeld,
        JobRows.FindOne, SqliteBackfillStore.FindDrained, ItemRows.FindPage,
        FeedbackRows.FindOne, FeedbackRows.FindStanding, LabelRows.FindStretches, LabelRows.FindPage, ReviewRows.FindInputs, ReviewRows.FindFirst, ReviewRows.FindNext,
        .. new FeedbackQuery[] { new(), new() { TrackId = "t" }, new() { Author = "a" }, new() { TrackId = "t", Author = "a" } }.Select(query => new FeedbackSearch(query).Sql),
        SqliteReplayStore.FindOne, SqliteTrafficStore.FindCells,
        .. Enum.GetValues<ItemState>().Select(ItemRows.FindPageOf),
    ];

    public static TheoryData<TrackQuery> Searches =>
    [
        new TrackQuery(),
        new TrackQuery { Sort = TrackSort.ConfidenceAscending },
        new TrackQuery { Sort = TrackSort.ConfidenceDescending },
        new TrackQuery { Sort = TrackSort.ConfidenceDescending, MinConfidence = 0.5 },
        new TrackQuery { Sort = TrackSort.ConfidenceAscending, Emotion = EmotionLabel.Sad },
        new TrackQuery { Sort = TrackSort.ConfidenceDescending, Emotion = EmotionLabel.Sad, MinConfidence = 0.5 },
        new TrackQuery { Sort = TrackSort.ConfidenceAscending, Decision = TagDecision.Review },
        new TrackQuery { Artist = "a" },
        new TrackQuery { Album = "a" },
        new TrackQuery { Genre = "a" },
        new TrackQuery { Year = 1974 },
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Statement_Plan_NeitherScansNorSorts(string sql)
    {
        await fixture.OpenAsync();
        AssertFast(Plan(sql));
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task Search_Plan_WalksAnIndexInItsOrder(TrackQuery query)
    {
        await fixture.OpenAsync();
        var search = new TrackSearch(query);
        var byId = query.Sort == TrackSort.TrackId;
        AssertOrdered(Plan(search.Sql(search.Position)));
        AssertOrdered(Plan(search.Sql(new TrackPosition(byId, byId ? null : 0.5, "after"))));
    }

    // A list of ids is read from its beginning; the index of the unlisted jobs holds no other jobs.
    private static readonly string[] Harmless = ["SCAN json_each", "SCAN j USING INDEX backfill_job_unlisted"];

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
        foreach (var name in sql.Split([' ', '(', ')', ',', '='], StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] == '$').Distinct()) statement.Set(name, 1L);
        return statement.ToList(row => row.GetString(3));
    }
}
