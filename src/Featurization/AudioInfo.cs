namespace Cluster.Featurization;

/// <summary>What was read from an audio file.</summary>
/// <param name="DurationS">Seconds that were analysed.</param>
/// <param name="SampleRate">Sample rate of the file in Hz.</param>
/// <param name="Channels">Channels of the file.</param>
/// <param name="Format">The file's format, for people: <c>WAV</c>, <c>FLAC</c>, <c>MP3</c> ...</param>
/// <param name="NonFiniteSamples">Samples that were NaN, infinite or absurdly large and were read as 0.</param>
public sealed record AudioInfo(double DurationS, int SampleRate, int Channels, string Format, long NonFiniteSamples)
{
    /// <summary>Schemas that refused a clip, each once and with the reason, where others took all: their clips are not to be used.</summary>
    public IReadOnlyList<SchemaRefusal> Refusals { get; init; } = [];
}
