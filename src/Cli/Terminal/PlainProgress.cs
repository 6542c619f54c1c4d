namespace Cluster.Cli.Terminal;

/// <summary>Progress as lines, for pipes and logs: at most one every few seconds, and none that repeats the one before.</summary>
internal sealed class PlainProgress(TextWriter writer, TimeProvider time) : IProgressDisplay
{
    /// <summary>Time between two lines.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long? shownAt;
    private string? shown;

    /// <inheritdoc/>
    public void Show(double done, double total, string text)
    {
        var now = time.GetTimestamp();
        if (text == shown || (shownAt is { } before && time.GetElapsedTime(before, now) < Interval)) return;
        (shown, shownAt) = (text, now);
        writer.WriteLine(text);
    }

    /// <inheritdoc/>
    public void Note(string text) => writer.WriteLine(text);
}
