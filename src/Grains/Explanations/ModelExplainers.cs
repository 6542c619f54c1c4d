using Cluster.Grains.Models;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Explanations;

namespace Cluster.Grains.Explanations;

/// <summary>Model versions that are ready to explain, the latest used ones. Thread-safe.</summary>
/// <remarks>Background and percentiles come from the artefact's reference histograms, so that an explanation depends on nothing but the model and the clip.</remarks>
public sealed class ModelExplainers(IServingModels serving, ExplainingOptions options)
{
    private readonly Lock gate = new();
    private readonly List<(string Version, ModelExplainer Explainer)> ready = []; // the latest used one is the last

    /// <summary>A version that is ready; null when it has to be loaded first.</summary>
    public ModelExplainer? Find(string version)
    {
        lock (gate)
        {
            var at = ready.FindIndex(known => known.Version == version);
            if (at < 0) return null;
            var found = ready[at];
            ready.RemoveAt(at);
            ready.Add(found);
            return found.Explainer;
        }
    }

    /// <summary>Makes a version ready: CPU work.</summary>
    /// <param name="version">The version.</param>
    /// <param name="archive">Its packed artefact.</param>
    /// <exception cref="ModelArtefactException">The artefact is damaged, or its model cannot run here.</exception>
    public ModelExplainer Load(string version, byte[] archive)
    {
        // Another thread may have been faster.
        if (Find(version) is { } known) return known;
        var artefact = ModelArtefact.Unpack(archive);
        var classifier = serving.Current.ByVersion().GetValueOrDefault(version) ?? artefact.CreateClassifier();
        var explainer = new ModelExplainer(
            classifier, ExplanationBackground.FromHistograms(artefact.Reference, options.BackgroundRows), FeatureReference.FromHistograms(artefact.Reference));
        lock (gate)
        {
            ready.RemoveAll(other => other.Version == version);
            ready.Add((version, explainer));
            if (ready.Count > options.Models) ready.RemoveAt(0);
        }

        return explainer;
    }
}
