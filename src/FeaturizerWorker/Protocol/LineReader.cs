namespace Cluster.FeaturizerWorker.Protocol;

/// <summary>Reads lines from a stream into one bounded buffer, blocking. Not thread-safe.</summary>
/// <param name="stream">Where to read from.</param>
/// <param name="maxLineBytes">Longest line, its line feed included.</param>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    private byte[] buffer = new byte[Math.Min(16 << 10, maxLineBytes)];
    private int start;
    private int end;

    /// <summary>The next line without its line feed, valid until the next call.</summary>
    /// <returns>False at the end of the stream. A line that it cuts short does not count.</returns>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = start;
        while (true)
        {
            var feed = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = buffer.AsSpan(start, searched + feed - start);
                start = searched + feed + 1;
                return true;
            }

            MakeRoom();
            searched = end;
            var count = stream.Read(buffer.AsSpan(end));
            if (count == 0)
            {
                line = default;
                return false;
            }

            end += count;
        }
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end < buffer.Length) return;
        if (buffer.Length >= maxLineBytes) throw new InvalidDataException($"A line is longer than {maxLineBytes} bytes.");
        Array.Resize(ref buffer, Math.Min(2 * buffer.Length, maxLineBytes));
    }
}
