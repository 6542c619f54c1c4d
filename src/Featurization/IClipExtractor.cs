namespace Cluster.Featurization;

/// <summary>Computes the vector of one clip under one schema. Thread-safe.</summary>
internal interface IClipExtractor
{
    /// <summary>The schema of the vectors.</summary>
    FeatureSchema Schema { get; }

    /// <summary>Computes the features of one clip.</summary>
    /// <param name="samples">Mono at <see cref="FeatureOptions.SampleRate"/>, in units of full scale; at least one sample and at most half an hour.</param>
    /// <param name="gainDb">Gain in dB that the samples get first.</param>
    /// <param name="withFrameSummary">Whether statistics over frames are wanted too, where the schema has any.</param>
    /// <param name="loudnessLufs">Loudness that is handed on.</param>
    /// <exception cref="ArgumentException">There is no sample, or more than half an hour.</exception>
    ClipFeatures Extract(ReadOnlySpan<float> samples, double gainDb, bool withFrameSummary, double? loudnessLufs);
}
