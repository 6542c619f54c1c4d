using Cluster.Modeling.Data;

namespace Cluster.Modeling.Training;

/// <summary>Everything that is fitted, from raw rows to scores and their temperature. Cross-validation runs it once per fold, and once more on all rows for the model itself.</summary>
/// <remarks>Implementations are immutable and may be run by several threads at once. The same rows, options and seed give the same numbers.</remarks>
public interface ITrainingProcedure
{
    /// <summary>Versions of the libraries that it trains with, by name.</summary>
    IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>Refuses data that it cannot be fitted to, before anything is.</summary>
    /// <param name="table">The data.</param>
    /// <exception cref="DatasetException">The table does not suit; the message says why and what to do.</exception>
    void EnsureTrainable(LabelledTable table);

    /// <summary>Fits and calibrates on some rows of a table; it sees no others.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">Indices of the training rows.</param>
    /// <param name="options">What is tried and how it is judged.</param>
    /// <param name="seed">Seed of whatever is drawn.</param>
    /// <param name="note">Told in a few words how far a long fit is; null when nobody listens.</param>
    /// <param name="cancellationToken">Asked often enough that a fit ends within a second.</param>
    /// <exception cref="DatasetException">The rows cannot be trained on.</exception>
    FittedModel Fit(LabelledTable table, IReadOnlyList<int> rows, TrainingOptions options, int seed, Action<string>? note, CancellationToken cancellationToken);
}
