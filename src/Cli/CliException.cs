namespace Cluster.Cli;

/// <summary>An expected failure: its message is all that a person needs to see.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="hint">What to do about it; null when there is nothing to add.</param>
/// <param name="exitCode">The exit code.</param>
public sealed class CliException(string message, string? hint = null, int exitCode = ExitCode.Failed) : Exception(message)
{
    /// <summary>What to do about it; null when there is nothing to add.</summary>
    public string? Hint => hint;

    /// <summary>The exit code: 1 for a failure, 2 for bad usage.</summary>
    public int ExitCode => exitCode;
}
