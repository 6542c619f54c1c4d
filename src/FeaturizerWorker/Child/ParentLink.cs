using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Cluster.FeaturizerWorker.Protocol;

namespace Cluster.FeaturizerWorker.Child;

/// <summary>The child's end of the conversation. Messages are sent from the working thread; a thread of its own listens.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its process.")]
internal sealed class ParentLink
{
    private readonly Stream output;
    private readonly BlockingCollection<ParentMessage> inbox = [];
    private readonly Lock gate = new();
    private CancellationTokenSource? current;
    private long currentId;
    private long cancelledId;

    public ParentLink(Stream input, Stream output)
    {
        this.output = output;
        new Thread(() => Listen(new LineReader(input, WireProtocol.MaxLineBytes)), 256 << 10) { IsBackground = true, Name = "parent" }.Start();
    }

    /// <summary>Waits for the next message that asks for something.</summary>
    /// <param name="cancellation">Cancelled when the parent takes the request back, which may be before this returns.</param>
    public ParentMessage Next(out CancellationToken cancellation)
    {
        var message = inbox.Take(CancellationToken.None);
        lock (gate)
        {
            current?.Dispose();
            current = new CancellationTokenSource();
            currentId = message.Id;
            cancellation = current.Token;
            if (cancelledId == currentId) current.Cancel();
        }

        return message;
    }

    /// <summary>Sends a message.</summary>
    public void Send(ChildMessage message)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(message, WireProtocol.Default.ChildMessage);
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        try
        {
            output.Write(line);
        }
        catch (IOException)
        {
            // Nobody listens any more.
            ProcessGuard.ExitNow(0);
        }
    }

    private void Listen(LineReader lines)
    {
        try
        {
            while (lines.TryRead(out var line)) Hear(JsonSerializer.Deserialize(line, WireProtocol.Default.ParentMessage));
        }
        catch (Exception broken) when (broken is JsonException or IOException or InvalidDataException or NotSupportedException)
        {
            Console.Error.WriteLine("The parent does not keep to the protocol: this program is started by a featurizer pool only.");
            ProcessGuard.ExitNow(2);
        }

        // The parent closed our input or is dead. The working thread may be stuck in native code, so it is not asked.
        ProcessGuard.ExitNow(0);
    }

    private void Hear(ParentMessage? message)
    {
        if (message is CancelMessage cancel) Cancel(cancel.Id);
        else if (message is not null) inbox.Add(message);
    }

    private void Cancel(long id)
    {
        lock (gate)
        {
            cancelledId = id;
            if (id == currentId) current?.Cancel();
        }
    }
}
