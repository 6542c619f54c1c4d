using Cluster.Featurization.Decoding;

namespace Cluster.Featurization;

/// <summary>Turns the clips of one file into features under one schema. Not thread-safe.</summary>
/// <param name="extractor">Computes them.</param>
/// <param name="withFrameSummary">Whether statistics over frames are wanted.</param>
/// <param name="onClip">Receives them.</param>
internal sealed class SchemaClips(IClipExtractor extractor, bool withFrameSummary, Action<FeaturizedClip> onClip)
{
    private readonly FeatureSchema schema = extractor.Schema;

    /// <summary>Why the schema takes no more clips of this file; null: it does.</summary>
    public SchemaRefusal? Refusal { get; private set; }

    /// <summary>Takes a clip, or refuses it and all that follow.</summary>
    public void Take(int index, double startS, double durationS, ReadOnlySpan<float> samples, double? loudnessLufs)
    {
        if (Refusal is not null) return;
        var accepted = schema.Clips.Accepted(samples.Length, schema.SampleRate);
        if (accepted == 0)
        {
            Refusal = new SchemaRefusal(schema, FormattableString.Invariant(
                $"A clip lasts {durationS:0.0} s; {schema.Id} takes clips of {schema.Clips.LeastS:0.0} to {schema.Clips.MostS:0.0} s, and the start of longer ones."));
            return;
        }

        // Silence has no level to correct.
        var gainDb = loudnessLufs is { } lufs && double.IsFinite(lufs) && schema.Options.LoudnessTargetLufs is { } target ? target - lufs : 0;
        var measured = schema.Options.LoudnessTargetLufs is null ? null : loudnessLufs;
        onClip(new FeaturizedClip(index, startS, durationS, extractor.Extract(samples[..accepted], gainDb, withFrameSummary, measured), schema));
    }

    /// <summary>The error of a file of which no schema took every clip.</summary>
    public static AudioFormatException Error(SchemaRefusal refusal) => new(AudioFault.TooShort, refusal.Reason);
}
