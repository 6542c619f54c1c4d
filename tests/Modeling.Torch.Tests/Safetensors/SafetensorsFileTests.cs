using System.Buffers.Binary;
using System.Text;
using Cluster.Modeling.Torch.Safetensors;

namespace Cluster.Modeling.Torch.Tests.Safetensors;

public sealed class SafetensorsFileTests
{
    private const string GoodHeader = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}}""";
    private static readonly byte[] Numbers = [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f), .. BitConverter.GetBytes(float.MaxValue)];

    [Fact]
    public void Read_FileWrittenByHand_GivesNamesShapesAndNumbers()
    {
        var tensors = SafetensorsFile.Read(File(GoodHeader + "  ", Numbers));
        Assert.Equal([1.5f, -2f], tensors["a"].Values);
        Assert.Equal([1, 1], tensors["b"].Shape);
        Assert.Equal([float.MaxValue], tensors["b"].Values);
    }

    [Fact]
    public void Write_Tensors_GivesTheBytesOfTheFormatInOrdinalOrder()
    {
        var written = SafetensorsFile.Write([new NamedTensor("b", [1, 1], [float.MaxValue]), new NamedTensor("a", [2], [1.5f, -2f])]);
        var length = (GoodHeader.Length + 7) / 8 * 8;
        Assert.Equal(File(GoodHeader.PadRight(length), Numbers), written);
        Assert.Equal(0, (8 + length) % 8);
    }

    [Fact]
    public void Read_WrittenTensors_AreTheSameToTheBit()
    {
        float[] odd = [float.NaN, float.NegativeInfinity, -0f, float.Epsilon, 0.1f, 3e38f];
        var read = SafetensorsFile.Read(SafetensorsFile.Write([new NamedTensor("odd", [2, 3], odd), new NamedTensor("ş", [1], [1])]));
        Assert.Equal(odd.Select(BitConverter.SingleToInt32Bits), read["odd"].Values.Select(BitConverter.SingleToInt32Bits));
        Assert.True(read.ContainsKey("ş"));
    }

    [Fact]
    public void Write_ValuesThatDoNotFillTheShape_Throws() => Assert.Throws<ArgumentException>(() => SafetensorsFile.Write([new NamedTensor("a", [2, 2], [1])]));

    [Fact]
    public void Write_NameTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write([new NamedTensor("a", [1], [1]), new NamedTensor("a", [1], [1])]));

    [Theory]
    [InlineData("\"F32\"", "\"F16\"", "only F32")]
    [InlineData("\"F32\"", "32", "header cannot be read")]
    [InlineData("[2]", "[3]", "shape of 'a'")]
    [InlineData("[2]", "[-2]", "below 1")]
    [InlineData("[2]", "[0]", "below 1")]
    [InlineData("[2]", "[2.5]", "header cannot be read")]
    [InlineData("[2]", "[2147483647,2147483647,2147483647]", "too large")]
    [InlineData("[0,8]", "[0,4]", "shape of 'a'")]
    [InlineData("[0,8]", "[4,12]", "start at byte 4")]
    [InlineData("[0,8]", "[-8,0]", "no stretch")]
    [InlineData("[0,8]", "[8,0]", "no stretch")]
    [InlineData("[0,8]", "[0,8,16]", "no stretch")]
    [InlineData("[0,8]", "[0,99999999999999999999]", "header cannot be read")]
    [InlineData("[8,12]", "[4,8]", "start at byte 4")]
    [InlineData("[8,12]", "[12,16]", "start at byte 12")]
    [InlineData("\"b\"", "\"a\"", "twice")]
    [InlineData("\"shape\":[2],", "", "has not exactly")]
    [InlineData("\"shape\":[2]", "\"shape\":[2],\"more\":1", "has not exactly")]
    [InlineData("{\"a\"", "[{\"a\"", "no JSON object")]
    [InlineData("}}", "}", "header cannot be read")]
    [InlineData("{\"a\"", "{\"__metadata__\":{\"x\":\"y\"},\"a\"", "has not exactly")]
    [InlineData("{\"a\"", "{\"c\":7,\"a\"", "no object")]
    public void Read_HeaderChanged_SaysWhatIsWrong(string text, string replacement, string says)
    {
        Assert.Contains(text, GoodHeader, StringComparison.Ordinal);
        var at = GoodHeader.IndexOf(text, StringComparison.Ordinal);
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(File(GoodHeader[..at] + replacement + GoodHeader[(at + text.Length)..], Numbers)));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL << 20)]
    [InlineData(200UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    public void Read_LengthOfTheHeaderChanged_Throws(ulong length)
    {
        var file = File(GoodHeader, Numbers);
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(file));
    }

    [Fact]
    public void Read_BytesLeftOver_Throws()
    {
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read([.. File(GoodHeader, Numbers), 0]));
        Assert.Contains("left over", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutOffAnywhere_Throws()
    {
        var file = File(GoodHeader, Numbers);
        for (var length = 0; length < file.Length; length++)
        {
            var cut = file[..length];
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(cut));
        }
    }

    [Fact]
    public void Read_AnyBitOfTheFileTurned_ThrowsOnlyInvalidData()
    {
        var file = File(GoodHeader, Numbers);
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            var damaged = file.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(Record.Exception(() => SafetensorsFile.Read(damaged)) is null or InvalidDataException);
        }
    }

    private static byte[] File(string header, byte[] numbers)
    {
        var text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. numbers];
    }
}
