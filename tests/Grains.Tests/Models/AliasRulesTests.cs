using System.Collections.Immutable;
using Cluster.Abstractions.Models;
using Cluster.Grains.Models;

namespace Cluster.Grains.Tests.Models;

public sealed class AliasRulesTests
{
    private const string Schema = "librosa-v1";
    private static bool Computes(string schemaId) => schemaId == Schema;

    private static readonly ModelChange Change = new() { Actor = "Ayşe" };

    private static readonly ModelRegistryView Registry = new()
    {
        Versions = [Record("a"), Record("b"), Record("c"), Record("foreign", "mirtoolbox-v1")],
        Champion = "a",
        PreviousChampion = "b",
        Revision = 7,
    };

    [Theory]
    [InlineData("b", null, null, ModelChangeStatus.OtherChampion)]
    [InlineData("b", null, "a", ModelChangeStatus.Done)]
    [InlineData("b", null, "c", ModelChangeStatus.OtherChampion)]
    [InlineData("b", 7L, null, ModelChangeStatus.Done)]
    [InlineData("b", 7L, "a", ModelChangeStatus.Done)]
    [InlineData("b", 7L, "c", ModelChangeStatus.OtherChampion)]
    [InlineData("b", 6L, null, ModelChangeStatus.OtherRevision)]
    [InlineData("b", 6L, "a", ModelChangeStatus.OtherRevision)]
    [InlineData("z", 7L, null, ModelChangeStatus.UnknownVersion)]
    [InlineData("foreign", 7L, null, ModelChangeStatus.SchemaMismatch)]
    public void Promote_OnWhatTheCallerSaw_IsDecidedByTable(string version, long? revision, string? champion, ModelChangeStatus expected)
    {
        var decision = AliasRules.Promote(Registry, version, Change with { ExpectedRevision = revision, ExpectedChampion = champion }, Computes);
        Assert.Equal((expected, expected == ModelChangeStatus.Done, expected == ModelChangeStatus.Done), (decision.Status, decision.Moves, decision.Problem is null));
    }

    [Fact]
    public void Promote_OfTheFirstChampion_NeedsNoExpectation() =>
        Assert.Equal(AliasDecision.Yes, AliasRules.Promote(Registry with { Champion = null }, "a", Change, Computes));

    [Fact]
    public void Promote_OfTheChampion_IsAlreadySoWhateverWasSeen() =>
        Assert.Equal(AliasDecision.AlreadySo, AliasRules.Promote(Registry, "a", Change with { ExpectedRevision = 1, ExpectedChampion = "z" }, Computes));

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void StopShadows_MovesOnlyWhatIsNotSo(bool stopped, bool stop, bool moves)
    {
        var registry = Registry with { ShadowsStopped = stopped };
        Assert.Equal(moves ? AliasDecision.Yes : AliasDecision.AlreadySo, AliasRules.StopShadows(registry, stop, Change));
        Assert.Equal(ModelChangeStatus.OtherRevision, AliasRules.StopShadows(registry, stop, Change with { ExpectedRevision = 6 }).Status);
        Assert.Equal(ModelChangeStatus.BadRequest, AliasRules.StopShadows(registry, stop, new ModelChange { Actor = " " }).Status);
    }

    [Fact]
    public void RollBack_IsRefused_WithoutAPreviousChampionAndTwiceInARow()
    {
        Assert.Equal(AliasDecision.Yes, AliasRules.RollBack(Registry, false, Change, Computes));
        Assert.Equal(ModelChangeStatus.Refused, AliasRules.RollBack(Registry, true, Change, Computes).Status);
        Assert.Equal(ModelChangeStatus.Refused, AliasRules.RollBack(Registry with { PreviousChampion = null }, false, Change, Computes).Status);
        Assert.Equal(ModelChangeStatus.OtherRevision, AliasRules.RollBack(Registry, false, Change with { ExpectedRevision = 8 }, Computes).Status);
        Assert.Equal(ModelChangeStatus.OtherChampion, AliasRules.RollBack(Registry, false, Change with { ExpectedChampion = "b" }, Computes).Status);
        Assert.Equal(ModelChangeStatus.SchemaMismatch, AliasRules.RollBack(Registry with { PreviousChampion = "foreign" }, false, Change, Computes).Status);
    }

    [Theory]
    [InlineData("a", ModelChangeStatus.Refused, "cannot shadow itself")]
    [InlineData("z", ModelChangeStatus.UnknownVersion, "'z' is not registered")]
    [InlineData("foreign", ModelChangeStatus.SchemaMismatch, "mirtoolbox-v1")]
    public void SetShadow_OfWhatCannotShadow_SaysWhy(string version, ModelChangeStatus expected, string words)
    {
        var decision = AliasRules.SetShadow(Registry, version, Change, Computes);
        Assert.Equal((expected, false), (decision.Status, decision.Moves));
        Assert.Contains(words, decision.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void SetShadow_BeyondTheLimit_NamesThoseThatThereAre()
    {
        ImmutableArray<string> many = [.. Enumerable.Range(0, ModelRegistryView.MaxShadows).Select(i => $"s{i}")];
        var decision = AliasRules.SetShadow(Registry with { Shadows = many }, "b", Change, Computes);
        Assert.Equal(ModelChangeStatus.Refused, decision.Status);
        Assert.Contains("s0, s1", decision.Problem, StringComparison.Ordinal);
        Assert.Equal(AliasDecision.Yes, AliasRules.SetShadow(Registry with { Shadows = many[1..] }, "b", Change, Computes));
    }

    [Fact]
    public void Unset_OfWhatIsNotSet_IsAlreadySo()
    {
        Assert.Equal(AliasDecision.AlreadySo, AliasRules.UnsetShadow(Registry, "b", Change));
        Assert.Equal(ModelChangeStatus.UnknownVersion, AliasRules.UnsetShadow(Registry, "z", Change).Status);
        Assert.Equal(AliasDecision.AlreadySo, AliasRules.SetChallenger(Registry, null, Change, Computes));
    }

    [Fact]
    public void SetChallenger_OfTheChampionOrAForeignModel_IsRefused()
    {
        Assert.Equal(ModelChangeStatus.Refused, AliasRules.SetChallenger(Registry, "a", Change, Computes).Status);
        Assert.Equal(ModelChangeStatus.SchemaMismatch, AliasRules.SetChallenger(Registry, "foreign", Change, Computes).Status);
        Assert.Equal(AliasDecision.Yes, AliasRules.SetChallenger(Registry, "b", Change, Computes));
    }

    [Fact]
    public void AnyChange_OfNobodyOrWithTooManyWords_IsABadRequest()
    {
        foreach (var bad in (ModelChange[])[Change with { Actor = " " }, Change with { Actor = "a\nb" }, Change with { Reason = new string('x', 1001) }, Change with { Evidence = new string('x', 4001) }])
        {
            Assert.Equal(ModelChangeStatus.BadRequest, AliasRules.Promote(Registry, "b", bad, Computes).Status);
            Assert.Equal(ModelChangeStatus.BadRequest, AliasRules.RollBack(Registry, false, bad, Computes).Status);
            Assert.Equal(ModelChangeStatus.BadRequest, AliasRules.SetShadow(Registry, "b", bad, Computes).Status);
        }
    }

    private static ModelRecord Record(string version, string schemaId = Schema) => new()
    {
        Version = version,
        SchemaId = schemaId,
        Algorithm = "x",
        Description = "x",
        RegisteredAt = DateTimeOffset.UnixEpoch,
    };
}
