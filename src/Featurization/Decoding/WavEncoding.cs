using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cluster.Featurization.Decoding;

/// <summary>How a WAV file stores a sample; little-endian.</summary>
internal enum WavEncoding
{
    UnsignedPcm8,
    Pcm16,
    Pcm24,
    Pcm32,
    Float32,
    Float64,
}

/// <summary>Conversion of stored samples to floats in units of full scale, scaled by powers of two as libsndfile does.</summary>
internal static class WavEncodingExtensions
{
    /// <summary>Bytes of one sample.</summary>
    public static int Bytes(this WavEncoding encoding) => encoding switch
    {
        WavEncoding.UnsignedPcm8 => 1,
        WavEncoding.Pcm16 => 2,
        WavEncoding.Pcm24 => 3,
        WavEncoding.Float64 => 8,
        _ => 4,
    };

    /// <summary>Converts whole samples.</summary>
    /// <param name="encoding">How they are stored.</param>
    /// <param name="bytes">The stored samples.</param>
    /// <param name="samples">Receives one float per stored sample.</param>
    public static void Convert(this WavEncoding encoding, ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        switch (encoding)
        {
            case WavEncoding.UnsignedPcm8:
                for (var i = 0; i < samples.Length; i++) samples[i] = (bytes[i] - 128) * (1f / 128);
                break;
            case WavEncoding.Pcm16:
                if (BitConverter.IsLittleEndian)
                {
                    var shorts = MemoryMarshal.Cast<byte, short>(bytes);
                    for (var i = 0; i < samples.Length; i++) samples[i] = shorts[i] * (1f / 32768);
                }
                else
                {
                    for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) * (1f / 32768);
                }

                break;
            case WavEncoding.Pcm24:
                for (var i = 0; i < samples.Length; i++)
                {
                    var b = 3 * i;
                    samples[i] = ((bytes[b] << 8 | bytes[b + 1] << 16 | bytes[b + 2] << 24) >> 8) * (1f / 8388608);
                }

                break;
            case WavEncoding.Pcm32:
                for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]) * (1f / 2147483648);
                break;
            case WavEncoding.Float32:
                for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
                break;
            default:
                for (var i = 0; i < samples.Length; i++) samples[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
                break;
        }
    }
}
