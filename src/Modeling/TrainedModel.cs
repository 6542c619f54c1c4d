using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Reports;

namespace Cluster.Modeling;

/// <summary>The outcome of a training.</summary>
/// <param name="Artefact">The immutable model.</param>
/// <param name="Report">What it was trained on and how good it is on held-out groups.</param>
public sealed record TrainedModel(ModelArtefact Artefact, TrainingReport Report);
