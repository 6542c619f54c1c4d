using Cluster.Modeling;

namespace Cluster.Grains.Models;

/// <summary>The loaded models of this silo.</summary>
public interface IServingModels
{
    /// <summary>All of them at this moment. Take it once for each answer: the next call may give another.</summary>
    ServingSet Current { get; }

    /// <summary>The champion, loaded and run once; null while there is none.</summary>
    IEmotionClassifier? Champion => Current.Champion;
}
