using System.Text;
using System.Text.Json;
using Cluster.FeaturizerWorker.Protocol;

namespace Cluster.FeaturizerWorker.Tests;

public sealed class WireProtocolTests
{
    [Fact]
    public void Vector_PackedAndUnpacked_IsTheSameToTheBit()
    {
        float[] values = [0f, -0f, 1.5f, float.NaN, float.PositiveInfinity, float.Epsilon, float.MaxValue];

        var unpacked = WireProtocol.Unpack(WireProtocol.Pack(values));

        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), unpacked.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Vector_OnTheWire_IsLittleEndianBase64()
    {
        ChildMessage message = new ClipMessage { Id = 3, Index = 0, StartS = 0.5, DurationS = 30, Vector = WireProtocol.Pack([1f]) };

        var json = JsonSerializer.Serialize(message, WireProtocol.Default.ChildMessage);

        Assert.Equal("""{"type":"clip","schema":0,"index":0,"startS":0.5,"durationS":30,"vector":"AACAPw==","id":3}""", json);
    }

    [Fact]
    public void Lines_ArrivingInPieces_AreReadWhole()
    {
        var reader = new LineReader(new TrickleStream("ab\n\ncdef\nrest"), 16);

        var lines = new List<string>();
        while (reader.TryRead(out var line)) lines.Add(Encoding.UTF8.GetString(line));

        Assert.Equal(["ab", "", "cdef"], lines);
    }

    [Fact]
    public void Line_LongerThanTheLimit_IsRefused()
    {
        var reader = new LineReader(new TrickleStream("0123456789abcdef\n"), 16);

        Assert.Throws<InvalidDataException>(() => reader.TryRead(out _));
    }

    [Fact]
    public void Line_AsLongAsTheLimit_IsRead()
    {
        var reader = new LineReader(new TrickleStream("0123456789abcde\n"), 16);

        Assert.True(reader.TryRead(out var line));
        Assert.Equal(15, line.Length);
    }

    /// <summary>Gives one byte at a time.</summary>
    private sealed class TrickleStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
