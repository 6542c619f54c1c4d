using Spectre.Console;

namespace Cluster.Cli;

/// <summary>Everything that a command touches outside itself, so that tests can replace it.</summary>
internal sealed class CliContext
{
    /// <summary>Facts: what a script reads.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Errors and progress: what a person reads.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True when <see cref="Output"/> is a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>True when <see cref="Error"/> is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Lets time pass.</summary>
    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;

    /// <summary>Makes the handler that carries HTTP requests.</summary>
    public Func<HttpMessageHandler> HttpHandler { get; init; } = () => new SocketsHttpHandler();

    /// <summary>Who runs the program, as the operating system says: what changes of the models are logged under.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>The context of a real process.</summary>
    public static CliContext ForProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };

    /// <summary>Tables and colours for facts; plain text of a fixed width in a pipe.</summary>
    public IAnsiConsole OutputConsole() => Make(Output, OutputIsTerminal);

    /// <summary>Progress bars; only of use when <see cref="ErrorIsTerminal"/>.</summary>
    public IAnsiConsole ErrorConsole() => Make(Error, ErrorIsTerminal);

    /// <summary>Writes an error with its hint.</summary>
    public void WriteError(string message, string? hint = null)
    {
        Error.WriteLine($"error: {message}");
        if (hint is not null) Error.WriteLine($"hint: {hint}");
    }

    private static IAnsiConsole Make(TextWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!terminal) console.Profile.Width = 160;
        return console;
    }
}
