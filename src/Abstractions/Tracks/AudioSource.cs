namespace Cluster.Abstractions.Tracks;

/// <summary>The audio file behind a track, as it was when it was last analysed.</summary>
[GenerateSerializer, Immutable, Alias("audio-source")]
public sealed record AudioSource
{
    /// <summary>Absolute path of the file, as the silos see it.</summary>
    [Id(0)] public required string Path { get; init; }

    /// <summary>Size in bytes.</summary>
    [Id(1)] public required long SizeBytes { get; init; }

    /// <summary>Time of last change.</summary>
    [Id(2)] public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.</summary>
    [Id(3)] public required string ContentHash { get; init; }

    /// <summary>Length in seconds.</summary>
    [Id(4)] public required double DurationS { get; init; }

    /// <summary>Sample rate of the file in Hz.</summary>
    [Id(5)] public required int SampleRate { get; init; }

    /// <summary>Channels of the file.</summary>
    [Id(6)] public required int Channels { get; init; }

    /// <summary>Mean bit rate in kbit/s: size over length.</summary>
    [Id(7)] public required double BitrateKbps { get; init; }
}
