namespace Cluster.Modeling.Importing;

/// <summary>Turns audio into feature vectors. Given by whoever knows decoding and featurization; a cache may stand behind it.</summary>
public interface IAudioFeatureSource
{
    /// <summary>The schema of the vectors.</summary>
    string SchemaId { get; }

    /// <summary>The features' names in the order of the vectors.</summary>
    IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The features of a stretch of audio, one vector per clip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Where the stretch begins; null for the file's beginning.</param>
    /// <param name="duration">How long it is; null for the rest of the file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The clips' vectors, or why there are none: a file that cannot be used is no exception.</returns>
    Task<AudioFeatures> ExtractAsync(string path, TimeSpan? start, TimeSpan? duration, CancellationToken cancellationToken);
}
