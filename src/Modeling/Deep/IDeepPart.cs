using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Deep;

/// <summary>The deep-learning part of the system, <c>Cluster.Modeling.Torch</c>: trains, reads and runs networks on log-mel patches.</summary>
public interface IDeepPart : IModelFamily
{
    /// <summary>Makes the procedure that trains a network.</summary>
    /// <param name="options">The network and its training; checked here.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="DeepPartException">libtorch cannot be loaded, or the device is not there.</exception>
    ITrainingProcedure CreateProcedure(DeepTrainingOptions options);
}
