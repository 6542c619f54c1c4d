using Cluster.Abstractions.Models;

namespace Cluster.Abstractions.Tests.Models;

public sealed class ModelAuditChainTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void HashOf_KnownContent_IsTheHashOfItsDocumentedForm()
    {
        var entry = ModelAuditChain.Continue(null, Entry(1) with { Actor = "Ayşe", Version = "lr-1" });

        // The form that the remarks describe, hashed with another tool: printf '...' | sha256sum.
        Assert.Equal("8753fa843c0c76e1c87c3f96cffb594737c3cdb8f67a6b563651327054ae1cbc", entry.Hash);
        Assert.Equal((1, ModelAuditChain.Origin), (entry.Sequence, entry.PreviousHash));
    }

    [Fact]
    public void HashOf_TheSameMomentInAnotherZone_IsTheSame()
    {
        var entry = Log(1)[0];
        Assert.Equal(entry.Hash, ModelAuditChain.HashOf(entry with { At = entry.At.ToOffset(TimeSpan.FromHours(3)) }));
    }

    [Fact]
    public void HashOf_WordsThatMoveBetweenFields_Differs()
    {
        var entry = Entry(1);
        string[] hashes =
        [
            ModelAuditChain.HashOf(entry with { Reason = "ab", Evidence = null }),
            ModelAuditChain.HashOf(entry with { Reason = "a", Evidence = "b" }),
            ModelAuditChain.HashOf(entry with { Reason = null, Evidence = "ab" }),
            ModelAuditChain.HashOf(entry with { Reason = "ab", Evidence = "" }),
            ModelAuditChain.HashOf(entry with { Reason = "ab\n~", Evidence = null }),
            ModelAuditChain.HashOf(entry with { Reason = "ab", Evidence = "~" }),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Verify_AWholeLog_IsIntact()
    {
        var log = Log(20);
        Assert.Equal(new ModelAuditVerification(true, 20, log[^1].Hash, null, null), ModelAuditChain.Verify(log, 20));
        Assert.Equal(new ModelAuditVerification(true, 0, ModelAuditChain.Origin, null, null), ModelAuditChain.Verify([], 0));
    }

    public static TheoryData<string, Func<ModelAuditEntry, ModelAuditEntry>> Changes => new()
    {
        { "sequence", entry => entry with { Sequence = entry.Sequence + 1 } },
        { "time", entry => entry with { At = entry.At.AddTicks(1) } },
        { "actor", entry => entry with { Actor = "nobody" } },
        { "action", entry => entry with { Action = ModelAction.ShadowSet } },
        { "version", entry => entry with { Version = "lr-9" } },
        { "replaced", entry => entry with { Replaced = "lr-9" } },
        { "reason", entry => entry with { Reason = "better" } },
        { "evidence", entry => entry with { Evidence = "none" } },
        { "revision", entry => entry with { Revision = entry.Revision + 1 } },
        { "previous hash", entry => entry with { PreviousHash = ModelAuditChain.Origin } },
        { "hash", entry => entry with { Hash = ModelAuditChain.Origin } },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Verify_WithAnyFieldOfAnyEntryChanged_FindsTheEntry(string field, Func<ModelAuditEntry, ModelAuditEntry> change)
    {
        for (var i = 1; i < 6; i++)
        {
            var log = Log(6);
            log[i] = change(log[i]);
            var verification = ModelAuditChain.Verify(log, 6);
            Assert.False(verification.Intact, field);
            Assert.Equal(i + 1, verification.BrokenAt);
            Assert.NotNull(verification.Problem);
        }
    }

    [Fact]
    public void Verify_WithAnEntryHashedAnew_FindsTheNextOne()
    {
        var log = Log(6);
        log[2] = log[2] with { Actor = "nobody" };
        log[2] = log[2] with { Hash = ModelAuditChain.HashOf(log[2]) };
        Assert.Equal(4, ModelAuditChain.Verify(log, 6).BrokenAt);
    }

    [Fact]
    public void Verify_WithEntriesDroppedSwappedOrCutOff_FindsIt()
    {
        var dropped = Log(6);
        dropped.RemoveAt(2);
        Assert.Equal(3, ModelAuditChain.Verify(dropped, 6).BrokenAt);
        var swapped = Log(6);
        (swapped[2], swapped[3]) = (swapped[3], swapped[2]);
        Assert.Equal(3, ModelAuditChain.Verify(swapped, 6).BrokenAt);
        var cut = Log(6)[..4];
        Assert.Equal((false, 5), (ModelAuditChain.Verify(cut, 6).Intact, ModelAuditChain.Verify(cut, 6).BrokenAt));
        Assert.False(ModelAuditChain.Verify([], 6).Intact);
    }

    [Fact]
    public void Verify_OfALogThatBeganLater_TakesTheRevisionThatItBeganAt()
    {
        var first = ModelAuditChain.Continue(null, Entry(41) with { Action = ModelAction.Adopted });
        Assert.True(ModelAuditChain.Verify([first, ModelAuditChain.Continue(first, Entry(42))], 42).Intact);
    }

    private static List<ModelAuditEntry> Log(int count)
    {
        var log = new List<ModelAuditEntry>();
        for (var i = 1; i <= count; i++) log.Add(ModelAuditChain.Continue(log.LastOrDefault(), Entry(i) with { Version = $"lr-{i}", Reason = i % 2 == 0 ? "why" : null }));
        return log;
    }

    private static ModelAuditEntry Entry(long revision) => new()
    {
        Sequence = 0,
        At = Time,
        Actor = "Mehmet",
        Action = ModelAction.Promoted,
        Revision = revision,
        PreviousHash = "",
        Hash = "",
    };
}
