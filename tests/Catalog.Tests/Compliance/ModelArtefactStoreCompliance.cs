using Cluster.Catalog.Models;
using Cluster.Catalog.Tests.Support;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of model artefacts keeps to.</summary>
public abstract class ModelArtefactStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    /// <summary>The store.</summary>
    private IModelArtefactStore Store => Catalog.Models;

    [Fact]
    public async Task Put_ThenGet_SameBytes()
    {
        var archive = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31)).ToArray();
        await Store.PutAsync("lr-0a1b", archive, Token);
        Assert.Equal(archive, await Store.GetAsync("lr-0a1b", Token));
    }

    [Fact]
    public async Task Get_NoSuchVersion_IsNull() => Assert.Null(await Store.GetAsync("none", Token));

    [Fact]
    public async Task Put_SameBytesAgain_ChangesNothing()
    {
        await Store.PutAsync("lr-1", new byte[] { 1, 2, 3 }, Token);
        await Store.PutAsync("lr-1", new byte[] { 1, 2, 3 }, Token);
        Assert.Equal(new byte[] { 1, 2, 3 }, await Store.GetAsync("lr-1", Token));
    }

    [Fact]
    public async Task Put_OtherBytes_IsRefused()
    {
        await Store.PutAsync("lr-1", new byte[] { 1, 2, 3 }, Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.PutAsync("lr-1", new byte[] { 1, 2, 4 }, Token));
        Assert.Equal(new byte[] { 1, 2, 3 }, await Store.GetAsync("lr-1", Token));
    }

    [Fact]
    public async Task Put_OtherBytesAtOnce_OneWinsAndIsKept()
    {
        var other = OpenAnother().Models;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
            await Record.ExceptionAsync(() => (i % 2 == 0 ? Store : other).PutAsync("raced", new[] { (byte)i }, Token)) is null ? i : -1));
        var winner = Assert.Single(outcomes, i => i >= 0);
        Assert.Equal([(byte)winner], (await Store.GetAsync("raced", Token))!);
    }

    [Fact]
    public async Task Put_NoBytes_ComesBackEmpty()
    {
        await Store.PutAsync("empty", ReadOnlyMemory<byte>.Empty, Token);
        Assert.Empty((await Store.GetAsync("empty", Token))!);
    }
}
