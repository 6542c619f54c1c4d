using Cluster.Modeling;

namespace Cluster.Grains.Models;

/// <summary>The loaded models of this silo.</summary>
public interface IServingModels
{
    /// <summary>The champion, loaded and ready; null while there is none.</summary>
    IEmotionClassifier? Champion { get; }
}
