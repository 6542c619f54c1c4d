using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Predictions;
using Cluster.FeaturizerWorker.Protocol;

namespace Cluster.FeaturizerWorker;

/// <summary>One request's exchange with one child.</summary>
internal sealed class Conversation(ChildHandle child, long id, WorkItem item, string schemaId, FeaturizerPoolOptions options)
{
    private readonly string[] schemas = item.Request.Schemas.IsEmpty ? [schemaId] : [.. item.Request.Schemas.Select(schema => schema.Id)];
    private ImmutableArray<ClipVector>.Builder[] clips = [];

    /// <summary>Processor time that the child spent on it, in seconds; known at the end.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>True when the child must not be given another file.</summary>
    public bool ChildIsSpent { get; private set; }

    /// <summary>Talks the child through the request.</summary>
    /// <returns>The answer; null when the child was lost.</returns>
    public FeaturizeResult? Run()
    {
        clips = [.. schemas.Select(_ => ImmutableArray.CreateBuilder<ClipVector>())];
        child.Expect(options.ProgressTimeLimit);
        child.ExpectEnd(options.FileTimeLimit);
        child.Send(Request());
        using var cancellation = item.Cancellation.UnsafeRegister(_ => child.Send(new CancelMessage { Id = id }), null);
        try
        {
            while (child.Read() is { } message)
            {
                switch (message)
                {
                    case { } stray when stray.Id != id:
                        child.Kill(ChildLoss.Garbled);
                        return null;
                    case ProgressMessage:
                        break;
                    case ClipMessage clip when Fits(clip):
                        clips[clip.Schema].Add(Take(clip));
                        break;
                    case DoneMessage done:
                        Finish(done.CpuSeconds);
                        return Result(done);
                    case FailedMessage failed:
                        Finish(failed.CpuSeconds);
                        ChildIsSpent = failed.Kind == FailedKind.Fault;
                        return FeaturizeResult.Failed(Translate(failed.Kind), failed.Message);
                    default:
                        child.Kill(ChildLoss.Garbled);
                        return null;
                }

                child.Expect(options.ProgressTimeLimit);
            }

            return null;
        }
        finally
        {
            child.ExpectNothing();
        }
    }

    private bool Fits(ClipMessage clip) =>
        clip.Schema >= 0 && clip.Schema < clips.Length && clip.Index == clips[clip.Schema].Count && clip.Index < options.ClipsPerFile && clip.Vector.Length % sizeof(float) == 0;

    private FeaturizeResult Result(DoneMessage done)
    {
        var refusals = (done.Refusals ?? []).ToDictionary(refused => refused.Schema, refused => refused.Reason);
        ImmutableArray<SchemaVectors> vectors =
            [.. schemas.Select((id, i) => refusals.TryGetValue(i, out var reason) ? new SchemaVectors(id, [], reason) : new SchemaVectors(id, clips[i].DrainToImmutable(), null))];
        return new FeaturizeResult(Describe(done), vectors[0].Clips, null) { Schemas = vectors };
    }

    private WorkMessage Request() => new()
    {
        Id = id,
        Path = item.Request.Path,
        LengthS = item.Request.Plan.LengthS,
        HopS = item.Request.Plan.HopS,
        LeastRemainderS = ClipPlan.LeastRemainderS,
        MostClips = options.ClipsPerFile,
        Schemas = item.Request.Schemas.IsEmpty ? null : [.. item.Request.Schemas.Select(schema => schema.Options)],
        StartS = item.Request.StartS,
        DurationS = item.Request.DurationS,
    };

    private static ClipVector Take(ClipMessage clip) =>
        new(clip.Index, clip.StartS, clip.DurationS, ImmutableCollectionsMarshal.AsImmutableArray(WireProtocol.Unpack(clip.Vector)));

    private FeaturizedAudio Describe(DoneMessage done) => new()
    {
        SchemaId = schemas[0],
        ContentHash = done.ContentHash,
        SizeBytes = done.SizeBytes,
        ModifiedAt = done.ModifiedAt,
        DurationS = done.DurationS,
        SampleRate = done.SampleRate,
        Channels = done.Channels,
    };

    private void Finish(double childCpuSeconds)
    {
        CpuSeconds = Math.Max(0, childCpuSeconds - child.CpuSeconds);
        child.CpuSeconds = childCpuSeconds;
        child.Files++;
    }

    private static FailureKind Translate(FailedKind kind) => kind switch
    {
        FailedKind.Unsupported => FailureKind.UnsupportedAudio,
        FailedKind.Empty => FailureKind.EmptyAudio,
        FailedKind.Unreadable => FailureKind.Unreadable,
        FailedKind.BadRequest => FailureKind.BadRequest,
        _ => FailureKind.DecoderFault,
    };
}
