using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Cluster.FeaturizerWorker;

/// <summary>
/// Carries a child's standard error into the log, bounded: native decoders can be endlessly talkative about one bad file, and an unread pipe would block them.
/// </summary>
internal sealed class StderrLog
{
    private const int MaxLines = 200;
    private const int MaxLineLength = 1000;
    private readonly ILogger logger;
    private readonly int processId;
    private readonly Thread thread;
    private int lines;

    public StderrLog(Process process, ILogger logger)
    {
        this.logger = logger;
        processId = process.Id;
        var reader = process.StandardError;
        thread = new Thread(() => Run(reader), 256 << 10) { IsBackground = true, Name = "featurizer stderr" };
        thread.Start();
    }

    private void Run(StreamReader reader)
    {
        var line = new StringBuilder();
        var block = new char[1024];
        try
        {
            int count;
            while ((count = reader.Read(block, 0, block.Length)) > 0)
            {
                foreach (var c in block.AsSpan(0, count)) Add(line, c);
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The child was killed while we read; what it said so far is in the log.
        }

        if (line.Length > 0) Write(line);
        reader.Dispose();
    }

    private void Add(StringBuilder line, char c)
    {
        if (c == '\n') Write(line);
        else if (line.Length < MaxLineLength && !char.IsControl(c)) line.Append(c);
    }

    private void Write(StringBuilder line)
    {
        lines++;
        if (lines <= MaxLines) FeaturizerLog.ChildSaid(logger, processId, line.ToString());
        else if (lines == MaxLines + 1) FeaturizerLog.ChildSilenced(logger, processId, MaxLines);
        line.Clear();
    }
}
