using Cluster.Modeling.Training;

namespace Cluster.Modeling.Artefacts;

/// <summary>Models on vectors of named features: <c>weights.json</c>.</summary>
internal sealed class TabularFamily : IModelFamily
{
    public static readonly TabularFamily Instance = new();

    public const string WeightsFile = "weights.json";

    public IReadOnlyList<string> FileNames { get; } = [WeightsFile];

    public bool Knows(string algorithm) => ModelSelection.Knows(algorithm);

    public IModelWeights Read(ModelManifest manifest, IReadOnlyDictionary<string, byte[]> files)
    {
        var weights = ArtefactJson.Read(files[WeightsFile], ArtefactJson.Default.VoteWeights, WeightsFile);
        ArtefactVerification.Check(manifest, weights);
        return weights;
    }
}
