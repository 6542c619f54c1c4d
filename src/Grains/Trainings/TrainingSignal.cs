using Cluster.Grains.Work;

namespace Cluster.Grains.Trainings;

/// <summary>Wakes this silo's trainer, where it has one, when a training was asked for.</summary>
public sealed class TrainingSignal : WorkSignal;
