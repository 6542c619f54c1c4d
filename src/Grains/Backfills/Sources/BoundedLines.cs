using System.Text;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>Reads lines, none of which takes more memory than its limit: what is longer is passed over and said to be too long.</summary>
/// <param name="text">The text; it stays the caller's to close.</param>
/// <param name="limit">Characters that a line may have.</param>
internal sealed class BoundedLines(TextReader text, int limit)
{
    private readonly char[] buffer = new char[1 << 14];
    private readonly StringBuilder line = new();
    private int start;
    private int end;

    /// <summary>The line without its end; empty when it is too long.</summary>
    public string Current { get; private set; } = string.Empty;

    /// <summary>True when the line was longer than the limit.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads the next line; false at the end.</summary>
    public bool Read()
    {
        (IsTooLong, Current) = (false, string.Empty);
        line.Clear();
        var any = false;
        while (Fill())
        {
            any = true;
            var rest = buffer.AsSpan(start, end - start);
            var stop = rest.IndexOf('\n');
            Take(stop < 0 ? rest : rest[..stop]);
            start = stop < 0 ? end : start + stop + 1;
            if (stop >= 0) break;
        }

        if (!IsTooLong) Current = line.ToString().TrimEnd('\r');
        return any;
    }

    private void Take(ReadOnlySpan<char> part)
    {
        if (IsTooLong) return;
        if (line.Length + part.Length <= limit)
        {
            line.Append(part);
            return;
        }

        IsTooLong = true;
        line.Clear();
    }

    private bool Fill()
    {
        if (start < end) return true;
        (start, end) = (0, text.Read(buffer));
        return end > 0;
    }
}
