using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
                ConvertPcm16(bytes, samples);
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

    private static void ConvertPcm16(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        var done = 0;
        if (BitConverter.IsLittleEndian)
        {
            ref var x = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, short>(bytes[..(2 * samples.Length)]));
            ref var y = ref MemoryMarshal.GetReference(samples);
            for (; done + Vector256<short>.Count <= samples.Length; done += Vector256<short>.Count)
            {
                var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)done));
                (Vector256.ConvertToSingle(low) * (1f / 32768)).StoreUnsafe(ref y, (nuint)done);
                (Vector256.ConvertToSingle(high) * (1f / 32768)).StoreUnsafe(ref y, (nuint)(done + Vector256<int>.Count));
            }
        }

        for (; done < samples.Length; done++) samples[done] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * done)..]) * (1f / 32768);
    }
}
