using Cluster.Modeling.Importing;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Importing;

public sealed class NearDuplicatesTests
{
    [Theory]
    [InlineData(300)]
    [InlineData(6000)]
    public void Find_NoisedCopiesWithDamagedCells_FindsThemAndNothingElse(int count)
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 30).Select(_ => (float)Tables.Gauss(random)).ToArray()).ToList();
        for (var copy = 0; copy < 20; copy++)
        {
            var noised = rows[copy * 7].Select(value => value + (float)(0.02 * Tables.Gauss(random))).ToArray();
            noised[copy % 30] = float.NaN;
            noised[(copy + 5) % 30] *= 500;
            rows.Add(noised);
        }

        var pairs = NearDuplicates.Find(rows);
        Assert.Equal(Enumerable.Range(0, 20).Select(copy => new DuplicatePair(copy * 7, count + copy, false)), pairs);
    }

    [Fact]
    public void Find_ExactCopies_AreExact()
    {
        var rows = Tables.Noise(rows: 40, width: 14).Rows.Select(row => row.Features).ToList();
        rows.Add([.. rows[3]]);
        Assert.Equal([new DuplicatePair(3, 40, true)], NearDuplicates.Find(rows));
    }

    [Fact]
    public void Find_FewFeatures_MatchesEqualRowsOnly()
    {
        float[][] rows = [.. Enumerable.Range(0, 50).Select(i => new[] { i % 7 / 10f, i / 50f })];
        Assert.Empty(NearDuplicates.Find(rows));
        Assert.Equal([new DuplicatePair(4, 50, true)], NearDuplicates.Find([.. rows, rows[4]]));
    }

    [Fact]
    public void Find_FeaturesOfTwoValues_DoesNotTakeHalfTheTableForCopies()
    {
        var random = new Random(6);
        float[][] rows = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 40).Select(_ => (float)random.Next(2)).ToArray())];
        Assert.True(NearDuplicates.Find(rows).Count < 20);
    }

    [Fact]
    public void Merge_GroupsAndDuplicates_HangTogether()
    {
        var groups = Grouping.Merge([["A", "B", "", "a", ""]], ["1", "2", "3", "4", "5"], [new DuplicatePair(1, 2, false)]);
        Assert.Equal(["A", "B", "B", "A", "5"], groups);
    }

    [Fact]
    public void Merge_ArtistsAndTracks_JoinRowsThatShareEither()
    {
        var groups = Grouping.Merge([["A", "", "", "B"], ["t1", "t1", "t2", "t2"]], ["1", "2", "3", "4"], []);
        Assert.Equal(["A", "A", "t2", "t2"], groups);
    }
}
