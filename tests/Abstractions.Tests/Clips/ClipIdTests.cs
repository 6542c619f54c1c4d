using Cluster.Abstractions.Clips;

namespace Cluster.Abstractions.Tests.Clips;

public sealed class ClipIdTests
{
    [Theory]
    [InlineData("a/b#0", "a/b", 0)]
    [InlineData("Âşık Veysel/Kara Toprak#12", "Âşık Veysel/Kara Toprak", 12)]
    [InlineData("track#2#3", "track#2", 3)]
    public void TryParse_OfAClipId_ReadsBack(string text, string trackId, int index)
    {
        Assert.True(ClipId.TryParse(text, out var id));
        Assert.Equal(new ClipId(trackId, index), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("track")]
    [InlineData("track#")]
    [InlineData("track#-1")]
    [InlineData("track#1.5")]
    [InlineData("#3")]
    public void TryParse_OfAnythingElse_IsRefused(string? text) => Assert.False(ClipId.TryParse(text, out _));
}
