using Spectre.Console;

namespace Cluster.Cli.Terminal;

/// <summary>Chooses how progress is shown: a bar on a terminal, lines in a pipe; on standard error, so that facts stay clean.</summary>
internal static class ProgressDisplay
{
    /// <summary>Columns that a bar takes.</summary>
    public const int BarWidth = 20;

    /// <summary>Runs something that reports its progress.</summary>
    public static Task<T> RunAsync<T>(CliContext context, string title, Func<IProgressDisplay, Task<T>> work)
    {
        if (!context.ErrorIsTerminal) return work(new PlainProgress(context.Error, context.Time));
        var console = context.ErrorConsole();
        return console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(progress => work(new BarProgress(console, progress.AddTask(Markup.Escape(title)))));
    }
}
