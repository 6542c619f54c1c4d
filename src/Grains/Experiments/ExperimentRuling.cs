using Cluster.Abstractions.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>Whether an experiment may change.</summary>
/// <param name="Status"><see cref="ExperimentChangeStatus.Done"/> when it may, else why not.</param>
/// <param name="Problem">Why not, and what to do; null when it may.</param>
/// <param name="Field">The field that the problem is about; null when it is about none.</param>
/// <param name="Changes">False when it may, and is so already.</param>
public sealed record ExperimentRuling(ExperimentChangeStatus Status, string? Problem, string? Field = null, bool Changes = false)
{
    /// <summary>It may, and has to change.</summary>
    public static ExperimentRuling Yes { get; } = new(ExperimentChangeStatus.Done, null, null, true);

    /// <summary>It is so already: nothing changes.</summary>
    public static ExperimentRuling AlreadySo { get; } = new(ExperimentChangeStatus.Done, null);

    /// <summary>What is stored does not allow it.</summary>
    public static ExperimentRuling No(string problem) => new(ExperimentChangeStatus.Refused, problem);

    /// <summary>The request makes no sense.</summary>
    public static ExperimentRuling Bad(string field, string problem) => new(ExperimentChangeStatus.BadRequest, problem, field);
}
