namespace Cluster.Abstractions.Tracks;

/// <summary>Asks a track to analyse a file.</summary>
/// <param name="Path">Absolute path of the file, as the silos see it.</param>
/// <param name="Force">Analyse it even when the stored result is of the same content, schema and model.</param>
/// <param name="Unit">The user who is answered; null: nobody in particular. What is stored does not depend on it.</param>
[GenerateSerializer, Immutable, Alias("tag-request")]
public sealed record TagRequest([property: Id(0)] string Path, [property: Id(1)] bool Force = false, [property: Id(2)] string? Unit = null);
