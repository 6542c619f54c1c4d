using System.Text.Json.Serialization;

namespace Cluster.FeaturizerWorker.Protocol;

/// <summary>What a child tells its parent: one JSON object a line on the child's standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ReadyMessage), "ready")]
[JsonDerivedType(typeof(ProgressMessage), "progress")]
[JsonDerivedType(typeof(ClipMessage), "clip")]
[JsonDerivedType(typeof(DoneMessage), "done")]
[JsonDerivedType(typeof(FailedMessage), "failed")]
internal abstract record ChildMessage
{
    /// <summary>The request that this answers; 0 in <see cref="ReadyMessage"/>.</summary>
    public long Id { get; init; }
}

/// <summary>The first message: the child can be given work.</summary>
internal sealed record ReadyMessage : ChildMessage
{
    /// <summary>Version of this protocol.</summary>
    public required int Protocol { get; init; }

    /// <summary>The feature schema that the child computes.</summary>
    public required string Schema { get; init; }
}

/// <summary>The child is alive and getting on, though no clip is ready.</summary>
internal sealed record ProgressMessage : ChildMessage;

/// <summary>One clip's features under one schema.</summary>
internal sealed record ClipMessage : ChildMessage
{
    /// <summary>Position of the schema among those that were asked for, from 0.</summary>
    public int Schema { get; init; }

    /// <summary>Position among the clips, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Start within the file, in seconds.</summary>
    public required double StartS { get; init; }

    /// <summary>Length in seconds.</summary>
    public required double DurationS { get; init; }

    /// <summary>The values as little-endian float32, in base64 on the wire. JSON has no NaN; these bytes do.</summary>
    public required byte[] Vector { get; init; }
}

/// <summary>The request succeeded.</summary>
internal sealed record DoneMessage : ChildMessage
{
    /// <summary>SHA-256 of the file, in lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Time of last change.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Schemas that did not take the file's clips, while another did; null for none. What was sent of their clips is not to be used.</summary>
    public IReadOnlyList<RefusedSchema>? Refusals { get; init; }

    /// <summary>Seconds that were analysed.</summary>
    public required double DurationS { get; init; }

    /// <summary>Sample rate of the file in Hz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Channels of the file.</summary>
    public required int Channels { get; init; }

    /// <summary>The child's processor time so far, in seconds.</summary>
    public required double CpuSeconds { get; init; }
}

/// <summary>A schema that does not take the file's clips.</summary>
/// <param name="Schema">Position among those that were asked for, from 0.</param>
/// <param name="Reason">A sentence for people.</param>
internal sealed record RefusedSchema(int Schema, string Reason);

/// <summary>The request failed in an orderly way.</summary>
internal sealed record FailedMessage : ChildMessage
{
    /// <summary>Why.</summary>
    public required FailedKind Kind { get; init; }

    /// <summary>A sentence for people; it holds no path.</summary>
    public required string Message { get; init; }

    /// <summary>The child's processor time so far, in seconds.</summary>
    public required double CpuSeconds { get; init; }
}

/// <summary>Kinds of orderly failure.</summary>
internal enum FailedKind
{
    /// <summary>No audio that can be decoded.</summary>
    Unsupported,

    /// <summary>Audio without samples.</summary>
    Empty,

    /// <summary>The file cannot be read.</summary>
    Unreadable,

    /// <summary>The request makes no sense for this file.</summary>
    BadRequest,

    /// <summary>The parent took the request back.</summary>
    Cancelled,

    /// <summary>Something broke inside the child; it ends after this message.</summary>
    Fault,
}
