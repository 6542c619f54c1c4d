using Cluster.Modeling.Experiments;
using CsCheck;

namespace Cluster.Modeling.Tests.Experiments;

public sealed class ArmAllocationTests
{
    // Weights of up to five arms and of what stays outside.
    private static readonly Gen<ArmShare[]> Shares = Gen.Select(Gen.Int[0, 1000].Array[1, 5], Gen.Int[0, 1000]).Select((weights, outside) =>
    {
        double sum = Math.Max(1, weights.Sum() + outside);
        return weights.Select((weight, i) => new ArmShare($"arm{i}", weight / sum)).ToArray();
    });

    [Fact]
    public void Create_AnyShares_GivesThemToOneHashValue() => Shares.Sample(shares =>
    {
        var allocation = ArmAllocation.Create(shares);
        return shares.All(share => Math.Abs(allocation.ShareOf(share.Arm) - share.Share) <= 1.0 / ArmAllocation.Range)
            && allocation.Segments.Sum(segment => segment.Length) == ArmAllocation.Range;
    });

    [Fact]
    public void Create_SharesOfAll_LeaveNothingOutside() => Gen.Int[1, 7].Sample(arms =>
        ArmAllocation.Create([.. Enumerable.Range(0, arms).Select(i => new ArmShare($"a{i}", 1.0 / arms))]).ShareOf(null) == 0);

    [Fact]
    public void WithShares_AnyChanges_MoveTheLeastPossible() => Gen.Select(Shares, Shares, Shares).Sample((first, second, third) =>
    {
        var before = ArmAllocation.Create(first).WithShares(second);
        var after = before.WithShares(third);
        var arms = first.Concat(second).Concat(third).Select(share => (string?)share.Arm).Append(null).Distinct().ToArray();
        var least = arms.Sum(arm => Math.Max(0, after.ShareOf(arm) - before.ShareOf(arm)));
        return Math.Abs(Moved(before, after) - least) < 1e-9
            && third.All(share => Math.Abs(after.ShareOf(share.Arm) - share.Share) <= 1.0 / ArmAllocation.Range);
    });

    [Fact]
    public void WithShares_GrowingCanary_KeepsEverybodyItHas()
    {
        var small = ArmAllocation.Create([new("canary", 0.01)]);
        var large = small.WithShares([new("canary", 0.25)]);
        for (var i = 0; i < 5000; i++)
        {
            if (small.ArmOf("s", $"track-{i}") == "canary") Assert.Equal("canary", large.ArmOf("s", $"track-{i}"));
        }
    }

    [Fact]
    public void WithShares_ArmThatIsNotNamed_LosesAll() =>
        Assert.Equal(0, ArmAllocation.Create([new("a", 0.5), new("b", 0.5)]).WithShares([new("a", 0.5)]).ShareOf("b"));

    [Fact]
    public void FromSegments_Segments_IsTheSameAllocation()
    {
        var allocation = ArmAllocation.Create([new("a", 0.3), new("b", 0.3)]).WithShares([new("a", 0.1), new("b", 0.6)]);
        Assert.Equal(allocation.Segments, ArmAllocation.FromSegments(allocation.Segments).Segments);
        Assert.Throws<ArgumentException>(() => ArmAllocation.FromSegments([new("a", 5)]));
    }

    [Fact]
    public void ArmOf_ManyKeys_FollowsTheSharesByChiSquare()
    {
        var allocation = ArmAllocation.Create([new("a", 0.6), new("b", 0.25), new("c", 0.05)]);
        var counts = Enumerable.Range(0, 50_000).Select(i => allocation.ArmOf("salt", $"track-{i}") ?? "outside").CountBy(arm => arm).ToDictionary();
        var check = SampleRatioCheck.Of([new("a", 0.6, counts["a"]), new("b", 0.25, counts["b"]), new("c", 0.05, counts["c"]), new("outside", 0.1, counts["outside"])]);
        Assert.InRange(check.ChiSquarePValue, 0.001, 1);
    }

    [Fact]
    public void ArmOf_OtherSalt_AssignsIndependently()
    {
        var allocation = ArmAllocation.Create([new("a", 0.5), new("b", 0.5)]);
        const int Keys = 20_000;
        var both = Enumerable.Range(0, Keys).Count(i => allocation.ArmOf("one", $"k{i}") == "a" && allocation.ArmOf("two", $"k{i}") == "a");

        // A quarter, give or take four standard deviations.
        Assert.InRange(both, (Keys / 4) - 245, (Keys / 4) + 245);
    }

    [Fact]
    public void Hash_KnownInput_NeverMoves()
    {
        // SHA-256 of 00 00 00 01 's' 'k', first four bytes; assignments are persisted by this value.
        Assert.Equal(Convert.ToUInt32(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([0, 0, 0, 1, (byte)'s', (byte)'k']))[..8], 16), StickyHash.Of("s", "k"));
        Assert.NotEqual(StickyHash.Of("ab", "c"), StickyHash.Of("a", "bc"));
    }

    [Theory]
    [InlineData("a", 0.5, "a", 0.5)]
    [InlineData("a", 0.6, "b", 0.5)]
    [InlineData("a", -0.1, "b", 0.5)]
    [InlineData("a", double.NaN, "b", 0.5)]
    [InlineData(" ", 0.1, "b", 0.5)]
    public void Create_BadShares_Throws(string first, double share, string second, double other) =>
        Assert.Throws<ArgumentException>(() => ArmAllocation.Create([new(first, share), new(second, other)]));

    private static double Moved(ArmAllocation before, ArmAllocation after)
    {
        long moved = 0, at = 0, i = 0, j = 0;
        long endBefore = before.Segments[0].Length, endAfter = after.Segments[0].Length;
        while (at < ArmAllocation.Range)
        {
            var end = Math.Min(endBefore, endAfter);
            if (before.Segments[(int)i].Arm != after.Segments[(int)j].Arm) moved += end - at;
            at = end;
            if (at == endBefore && at < ArmAllocation.Range) endBefore += before.Segments[(int)++i].Length;
            if (at == endAfter && at < ArmAllocation.Range) endAfter += after.Segments[(int)++j].Length;
        }

        return (double)moved / ArmAllocation.Range;
    }
}
