using Spectre.Console;

namespace Cluster.Cli.Terminal;

/// <summary>Progress as a bar, for terminals.</summary>
internal sealed class BarProgress(IAnsiConsole console, ProgressTask task) : IProgressDisplay
{
    /// <inheritdoc/>
    public void Show(double done, double total, string text)
    {
        task.IsIndeterminate = total <= 0;
        task.MaxValue = total > 0 ? total : 1;
        task.Value = Math.Min(done, task.MaxValue);
        // The line stays one line, whatever is left beside the bar.
        var room = Math.Max(10, console.Profile.Width - ProgressDisplay.BarWidth - 10);
        task.Description = Markup.Escape(text.Length <= room ? text : text[..(room - 1)] + "…");
    }

    /// <inheritdoc/>
    public void Note(string text) => console.WriteLine(text);
}
