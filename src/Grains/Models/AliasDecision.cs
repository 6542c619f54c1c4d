using Cluster.Abstractions.Models;

namespace Cluster.Grains.Models;

/// <summary>Whether an alias may move.</summary>
/// <param name="Status"><see cref="ModelChangeStatus.Done"/> when it may, else why not.</param>
/// <param name="Problem">Why not, and what to do; null when it may.</param>
/// <param name="Moves">False when it may, and is there already.</param>
public readonly record struct AliasDecision(ModelChangeStatus Status, string? Problem, bool Moves = false)
{
    /// <summary>It may, and has to move.</summary>
    public static AliasDecision Yes { get; } = new(ModelChangeStatus.Done, null, true);

    /// <summary>It is there already: nothing changes.</summary>
    public static AliasDecision AlreadySo { get; } = new(ModelChangeStatus.Done, null);
}
