namespace Cluster.FeaturizerWorker;

/// <summary>What was learnt about a file while its features were computed.</summary>
public sealed record FeaturizedAudio
{
    /// <summary>The feature schema of the vectors; the first where there are several.</summary>
    public required string SchemaId { get; init; }

    /// <summary>SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Time of last change. Size and time were the same before and after the file was read.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Seconds that were analysed: the file's length, when the request named no stretch.</summary>
    public required double DurationS { get; init; }

    /// <summary>Sample rate of the file in Hz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Channels of the file.</summary>
    public required int Channels { get; init; }
}
