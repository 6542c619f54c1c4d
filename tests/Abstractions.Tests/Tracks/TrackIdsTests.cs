using Cluster.Abstractions.Tracks;

namespace Cluster.Abstractions.Tests.Tracks;

public sealed class TrackIdsTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("arşiv/Neşet Ertaş/Gönül Dağı (1979) #2 % + ?")]
    [InlineData("𝄞")]
    public void Validate_OfAnyText_FindsNothingWrong(string id) => Assert.Null(TrackIds.Validate(id));

    [Theory]
    [InlineData(null, "empty")]
    [InlineData(" ", "empty")]
    [InlineData("a\nb", "U+000A")]
    [InlineData("a\0b", "U+0000")]
    public void Validate_OfABadId_SaysWhatIsWrong(string? id, string expected) => Assert.Contains(expected, TrackIds.Validate(id), StringComparison.Ordinal);

    // Attribute arguments are stored as UTF-8, which has no lone surrogates: so this one is made in code.
    [Fact]
    public void Validate_OfALoneSurrogate_SaysWhatIsWrong() => Assert.Contains("lone surrogate", TrackIds.Validate("a" + (char)0xD800), StringComparison.Ordinal);

    [Fact]
    public void Validate_OfATooLongId_NamesTheLimit() => Assert.Contains("512", TrackIds.Validate(new string('x', 513)), StringComparison.Ordinal);
}
