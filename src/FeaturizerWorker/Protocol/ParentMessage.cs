using System.Text.Json.Serialization;
using Cluster.Featurization;

namespace Cluster.FeaturizerWorker.Protocol;

/// <summary>What a parent tells a child: one JSON object a line on the child's standard input. Its end tells the child to end, whatever it is doing.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HelloMessage), "hello")]
[JsonDerivedType(typeof(WorkMessage), "work")]
[JsonDerivedType(typeof(CancelMessage), "cancel")]
internal abstract record ParentMessage
{
    /// <summary>The request's number, rising within one child; 0 in <see cref="HelloMessage"/>.</summary>
    public required long Id { get; init; }
}

/// <summary>The first message: what the child is to compute. It answers with <see cref="ReadyMessage"/>.</summary>
internal sealed record HelloMessage : ParentMessage
{
    /// <summary>The settings of the features.</summary>
    public required FeatureOptions Features { get; init; }
}

/// <summary>Featurize a file. A child works on one request at a time.</summary>
internal sealed record WorkMessage : ParentMessage
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>Clip length in seconds.</summary>
    public required double LengthS { get; init; }

    /// <summary>Distance between clip starts in seconds.</summary>
    public required double HopS { get; init; }

    /// <summary>The shortest remainder in seconds that gets a clip of its own.</summary>
    public required double LeastRemainderS { get; init; }

    /// <summary>Clips beyond which the request fails; at least 1.</summary>
    public required int MostClips { get; init; }

    /// <summary>The settings of the schemas that are computed from one decode, each once; null for those of <see cref="HelloMessage"/> alone.</summary>
    public IReadOnlyList<FeatureOptions>? Schemas { get; init; }

    /// <summary>Where to begin, in seconds.</summary>
    public double StartS { get; init; }

    /// <summary>How much to analyse, in seconds; null: to the end.</summary>
    public double? DurationS { get; init; }
}

/// <summary>Nobody waits for the request any more: stop at the next clip and answer with a failure of kind <c>cancelled</c>.</summary>
internal sealed record CancelMessage : ParentMessage;
