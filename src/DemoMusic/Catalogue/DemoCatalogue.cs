using System.Collections.Immutable;

namespace Cluster.DemoMusic.Catalogue;

/// <summary>A demo catalogue that lies on the disk. Its music is synthetic.</summary>
public sealed record DemoCatalogue
{
    /// <summary>Absolute path of the folder that holds it.</summary>
    public required string Folder { get; init; }

    /// <summary>Tracks of the training artists.</summary>
    public required ImmutableArray<DemoTrack> Training { get; init; }

    /// <summary>Tracks of the other artists.</summary>
    public required ImmutableArray<DemoTrack> Backfill { get; init; }

    /// <summary>Length of all tracks together, in seconds.</summary>
    public required double AudioSeconds { get; init; }

    /// <summary>Whether it was found complete and nothing had to be made.</summary>
    public required bool Reused { get; init; }

    /// <summary>Manifest of the training half, with emotions.</summary>
    public string TrainingManifest => Path.Combine(Folder, "train.csv");

    /// <summary>Manifest of the other half, without emotions: what a backfill reads.</summary>
    public string BackfillManifest => Path.Combine(Folder, "backfill.csv");

    /// <summary>The other half with its emotions: what the tags are compared with.</summary>
    public string TruthManifest => Path.Combine(Folder, "truth.csv");
}
