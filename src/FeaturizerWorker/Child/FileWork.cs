using System.Diagnostics;
using Cluster.Featurization;
using Cluster.Featurization.Decoding;
using Cluster.FeaturizerWorker.Protocol;

namespace Cluster.FeaturizerWorker.Child;

/// <summary>One request: hashes the file, decodes it and streams its clips.</summary>
internal sealed class FileWork(TrackFeaturizer featurizer, ParentLink parent, WorkMessage work)
{
    // Often enough for a limit of seconds, seldom enough to cost nothing.
    private static readonly TimeSpan SignInterval = TimeSpan.FromMilliseconds(500);

    private readonly string[] schemas = [.. featurizer.Schemas.Select(schema => schema.Id)];
    private long lastSign = Stopwatch.GetTimestamp();
    private bool heard;

    /// <summary>Does the work.</summary>
    /// <returns>The last message of the request.</returns>
    public ChildMessage Run(CancellationToken cancellationToken)
    {
        try
        {
            return Analyse(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(FailedKind.Cancelled, "Nobody waits for this any more.");
        }
        catch (AudioFormatException bad)
        {
            return Failed(Translate(bad.Fault), bad.Message);
        }
        catch (ArgumentException senseless)
        {
            // The framework adds the parameter's name, which says nothing to people.
            return Failed(FailedKind.BadRequest, senseless.Message.Split(" (Parameter", 2)[0]);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(FailedKind.Unreadable, "There is no such file.");
        }
        catch (UnauthorizedAccessException)
        {
            return Failed(FailedKind.Unreadable, "The file may not be read: permission denied.");
        }
        catch (IOException trouble)
        {
            Console.Error.WriteLine(trouble.Message);
            return Failed(FailedKind.Unreadable, "The file could not be read to its end.");
        }
        catch (OutOfMemoryException)
        {
            // Nothing is certain to work after this, so nothing is tried; the parent knows the code.
            ProcessGuard.ExitNow(ProcessGuard.OutOfMemoryExitCode);
            throw;
        }
        catch (Exception fault)
        {
            // A bug in our own code or a state that native code left behind: say all about it and start afresh.
            Console.Error.WriteLine(fault);
            return Failed(FailedKind.Fault, $"The analysis of this file broke off ({fault.GetType().Name}).");
        }
    }

    private ChildMessage Analyse(CancellationToken cancellationToken)
    {
        var before = new FileInfo(work.Path);
        if (Directory.Exists(work.Path)) return Failed(FailedKind.Unreadable, "This is a folder, not a file.");
        if (!before.Exists) return Failed(FailedKind.Unreadable, "There is no such file.");
        if (before.Length == 0) return Failed(FailedKind.Empty, "The file is empty.");

        var hash = ContentHash.Of(work.Path, SendProgress, cancellationToken);
        var cutting = new ClipCutting(work.LengthS, work.HopS, work.LeastRemainderS);
        var info = featurizer.Featurize(work.Path, cutting, work.StartS, work.DurationS, Send, OnBlock, cancellationToken);

        if (!heard) return Failed(FailedKind.Empty, "The audio is silent: there is nothing to hear in it.");
        var after = new FileInfo(work.Path);
        if (!after.Exists || after.Length != before.Length || after.LastWriteTimeUtc != before.LastWriteTimeUtc)
        {
            return Failed(FailedKind.Unreadable, "The file changed while it was read.");
        }

        return new DoneMessage
        {
            Id = work.Id,
            ContentHash = hash,
            SizeBytes = before.Length,
            ModifiedAt = new DateTimeOffset(before.LastWriteTimeUtc, TimeSpan.Zero),
            Refusals = info.Refusals.Count == 0 ? null : [.. info.Refusals.Select(refusal => new RefusedSchema(Array.IndexOf(schemas, refusal.Schema.Id), refusal.Reason))],
            DurationS = info.DurationS,
            SampleRate = info.SampleRate,
            Channels = info.Channels,
            CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
        };
    }

    /// <summary>Says now and then that decoding gets on: the way to the first clip, or through a long one, may take longer than the parent waits.</summary>
    private void OnBlock()
    {
        if (Stopwatch.GetElapsedTime(lastSign) >= SignInterval) SendProgress();
    }

    private void SendProgress()
    {
        lastSign = Stopwatch.GetTimestamp();
        parent.Send(new ProgressMessage { Id = work.Id });
    }

    private void Send(FeaturizedClip clip)
    {
        if (clip.Index >= work.MostClips)
        {
            throw new AudioFormatException(
                AudioFault.TooLong, $"The file gives more than {work.MostClips} clips; choose a larger distance between them, or a stretch of it.");
        }

        // Silence sounds like nothing: its clip has no features, so that a model falls back on what it knows without any, and is unsure.
        heard |= !clip.Features.IsSilent;
        var vector = clip.Features.Vector;
        if (clip.Features.IsSilent) Array.Fill(vector, float.NaN);
        parent.Send(new ClipMessage
        {
            Id = work.Id,
            Schema = Array.IndexOf(schemas, clip.Schema.Id),
            Index = clip.Index,
            StartS = work.StartS + clip.StartS,
            DurationS = clip.DurationS,
            Vector = WireProtocol.Pack(vector),
        });
    }

    private FailedMessage Failed(FailedKind kind, string message) =>
        new() { Id = work.Id, Kind = kind, Message = message, CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds };

    private static FailedKind Translate(AudioFault fault) => fault switch
    {
        AudioFault.Unreadable => FailedKind.Unreadable,
        AudioFault.Empty => FailedKind.Empty,
        AudioFault.OutOfRange or AudioFault.TooLong or AudioFault.TooShort => FailedKind.BadRequest,
        _ => FailedKind.Unsupported,
    };
}
