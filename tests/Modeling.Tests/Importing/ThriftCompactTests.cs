using Cluster.Modeling.Importing;

namespace Cluster.Modeling.Tests.Importing;

public sealed class ThriftCompactTests
{
    [Theory]
    [InlineData(true, new byte[] { 0x15, 0x02, 0x00 })]                                        // 1: int 1
    [InlineData(true, new byte[] { 0x15, 0x02, 0x19, 0x1C, 0x48, 0x01, 0x61, 0x00, 0x00 })]    // 2: one element, its 4: name "a"
    [InlineData(true, new byte[] { 0x05, 0x28, 0x02, 0x00 })]                                  // a field's number in full: 20, unknown
    [InlineData(false, new byte[] { })]
    [InlineData(false, new byte[] { 0x15, 0x02 })]                                             // no end
    [InlineData(false, new byte[] { 0x15, 0x82 })]                                             // a number without an end
    [InlineData(false, new byte[] { 0x18, 0x01, 0x61, 0x00 })]                                 // 1 is a number, not a text
    [InlineData(false, new byte[] { 0x29, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00, 0x00 })]   // billions of elements in two bytes
    [InlineData(false, new byte[] { 0x29, 0x15, 0x02, 0x00 })]                                 // 2: a list of numbers, not of elements
    [InlineData(false, new byte[] { 0x68, 0x7F, 0x61, 0x00 })]                                 // 6: a text longer than all bytes
    [InlineData(false, new byte[] { 0x1E, 0x00, 0x00 })]                                       // a type that there is not
    public void IsFooter_Bytes_AreHeldAgainstLengthsAndTypes(bool expected, byte[] bytes) => Assert.Equal(expected, ThriftCompact.IsFooter(bytes));

    [Fact]
    public void IsFooter_StructuresWithinStructures_AreRefusedBeforeTheStackEnds() =>
        Assert.False(ThriftCompact.IsFooter(Enumerable.Repeat((byte)0xFC, 1_000_000).ToArray()));

    [Fact]
    public void IsFooter_ListsWithinLists_AreRefusedBeforeTheStackEnds() =>
        Assert.False(ThriftCompact.IsFooter([0x09, 0x28, .. Enumerable.Repeat((byte)0x19, 1_000_000)]));
}
