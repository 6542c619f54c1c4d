namespace Cluster.Featurization;

/// <summary>What the featurizer says about one clip.</summary>
public sealed record ClipFeatures
{
    /// <summary>Samples that were analysed, at the schema's sample rate.</summary>
    public required int Samples { get; init; }

    /// <summary>Frames: 1 + samples / hop.</summary>
    public required int Frames { get; init; }

    /// <summary>Texture windows.</summary>
    public required int Windows { get; init; }

    /// <summary>Global tempo in beats per minute.</summary>
    public required double Tempo { get; init; }

    /// <summary>Deviation from A4 = 440 Hz in semitones, -0.5 to 0.49 in steps of 0.01; 0 where there is no pitch.</summary>
    public required double Tuning { get; init; }

    /// <summary>Statistics over frames, by family; null when the caller did not ask for them.</summary>
    public required IReadOnlyDictionary<FeatureFamily, FeatureSummary>? FrameSummary { get; init; }

    /// <summary>Statistics over the means of texture windows, by family.</summary>
    public required IReadOnlyDictionary<FeatureFamily, FeatureSummary> WindowSummary { get; init; }

    /// <summary>Whether there is nothing to hear in the clip: nothing reaches -100 dB of full scale, but for less than a tenth of it.</summary>
    public required bool IsSilent { get; init; }

    /// <summary>The vector in the schema's order; NaN where a feature has no value.</summary>
    public required float[] Vector { get; init; }

    /// <summary>The values in double precision where the schema's are columns (<see cref="FeatureForm.Columns"/>); otherwise empty.</summary>
    public IReadOnlyList<double> Columns { get; init; } = [];

    /// <summary>Integrated loudness before normalisation in LUFS; null where it was not measured, negative infinity for silence.</summary>
    public double? LoudnessLufs { get; init; }

    /// <summary>Gain that was applied in dB; 0 without loudness normalisation and for silence.</summary>
    public double GainDb { get; init; }
}
