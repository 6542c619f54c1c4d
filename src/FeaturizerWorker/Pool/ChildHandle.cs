using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Cluster.FeaturizerWorker.Child;
using Cluster.FeaturizerWorker.Protocol;
using Microsoft.Extensions.Logging;

namespace Cluster.FeaturizerWorker;

/// <summary>A running child, seen from its parent. One thread talks with it; another may watch and kill it.</summary>
internal sealed class ChildHandle : IDisposable
{
    private readonly Process process;
    private readonly LineReader lines;
    private readonly TimeProvider time;
    private readonly Lock sending = new();
    private long deadline = long.MaxValue;
    private long fileDeadline = long.MaxValue;
    private int loss = -1;

    private ChildHandle(Process process, ILogger logger, TimeProvider time)
    {
        this.process = process;
        this.time = time;
        ProcessId = process.Id;
        lines = new LineReader(process.StandardOutput.BaseStream, WireProtocol.MaxLineBytes);
        _ = new StderrLog(process, logger);
    }

    /// <summary>The child's process id.</summary>
    public int ProcessId { get; }

    /// <summary>The child's processor time when it last told it, in seconds.</summary>
    public double CpuSeconds { get; set; }

    /// <summary>Files that it answered.</summary>
    public int Files { get; set; }

    /// <summary>True when it ended, for whatever reason.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Starts a child; it is not ready yet.</summary>
    /// <exception cref="InvalidOperationException">The program cannot be started.</exception>
    /// <exception cref="FileNotFoundException">The worker program is not beside the running one.</exception>
    public static ChildHandle Start(FeaturizerPoolOptions options, ILogger logger, TimeProvider time)
    {
        var command = options.Command ?? FeaturizerCommand.BesideTheProgram();
        try
        {
            var process = Process.Start(ChildStartInfo.Create(command, options.MemoryLimitBytes))
                ?? throw new InvalidOperationException("The featurizer child was not started.");
            return new ChildHandle(process, logger, time);
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"The featurizer child '{command.FileName}' cannot be started: {failure.Message}", failure);
        }
    }

    /// <summary>Gives the child this long for its next message.</summary>
    public void Expect(TimeSpan limit) => Volatile.Write(ref deadline, In(limit));

    /// <summary>Gives the child this long for all of its present file.</summary>
    public void ExpectEnd(TimeSpan limit) => Volatile.Write(ref fileDeadline, In(limit));

    /// <summary>Nothing is expected of the child.</summary>
    public void ExpectNothing()
    {
        Volatile.Write(ref deadline, long.MaxValue);
        Volatile.Write(ref fileDeadline, long.MaxValue);
    }

    /// <summary>Kills the child when it is overdue or too large.</summary>
    public void Watch(long memoryLimitBytes)
    {
        var due = Volatile.Read(ref deadline);
        if (due == long.MaxValue) return;
        var now = time.GetTimestamp();
        if (now > due) Kill(ChildLoss.Hung);
        else if (now > Volatile.Read(ref fileDeadline)) Kill(ChildLoss.Overdue);
        else if (ResidentMemory.Of(ProcessId) > memoryLimitBytes) Kill(ChildLoss.TooLarge);
    }

    /// <summary>Sends a message. A child that is gone is noticed by the next <see cref="Read"/>.</summary>
    public void Send(ParentMessage message)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(message, WireProtocol.Default.ParentMessage);
        lock (sending)
        {
            try
            {
                var input = process.StandardInput.BaseStream;
                input.Write(line);
                input.WriteByte((byte)'\n');
                input.Flush();
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The reading side sees the end of its stream and says why.
            }
        }
    }

    /// <summary>The child's next message; null when there will be none: see <see cref="Loss"/>.</summary>
    public ChildMessage? Read()
    {
        try
        {
            if (lines.TryRead(out var line)) return JsonSerializer.Deserialize(line, WireProtocol.Default.ChildMessage) ?? Garbled();
            return null;
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidDataException or NotSupportedException)
        {
            return Garbled();
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Why the child is lost; known once <see cref="Read"/> answered null and <see cref="WaitForExit"/> has returned.</summary>
    public ChildLoss Loss => loss < 0 ? ChildLoss.Crashed : (ChildLoss)loss;

    /// <summary>Ends the child and whatever it started.</summary>
    public void Kill(ChildLoss reason)
    {
        Interlocked.CompareExchange(ref loss, (int)reason, -1);
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }
    }

    /// <summary>Waits until the child that says nothing more has ended.</summary>
    /// <param name="limit">How long it may take, before it is killed: it may have lost its pipe and not its life.</param>
    /// <returns>How it ended, for the log.</returns>
    public string WaitForExit(TimeSpan limit)
    {
        if (!process.WaitForExit(limit)) Kill(ChildLoss.Garbled);
        process.WaitForExit();
        if (process.ExitCode == ProcessGuard.OutOfMemoryExitCode) Interlocked.CompareExchange(ref loss, (int)ChildLoss.TooLarge, -1);
        return process.ExitCode > 128 && !OperatingSystem.IsWindows() ? $"signal {process.ExitCode - 128}" : $"exit code {process.ExitCode}";
    }

    /// <summary>Asks the child to end by closing its input, and kills it when it takes too long.</summary>
    public void Stop(TimeSpan limit)
    {
        Interlocked.CompareExchange(ref loss, (int)ChildLoss.Stopped, -1);
        lock (sending)
        {
            try
            {
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The pipe broke: the child is gone already.
            }
        }

        if (!process.WaitForExit(limit)) Kill(ChildLoss.Stopped);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill(ChildLoss.Stopped);
        process.StandardOutput.Dispose();
        process.Dispose();
    }

    private long In(TimeSpan limit) => time.GetTimestamp() + (long)(limit.TotalSeconds * time.TimestampFrequency);

    private ChildMessage? Garbled()
    {
        Kill(ChildLoss.Garbled);
        return null;
    }
}
