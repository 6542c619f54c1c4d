using Cluster.Modeling.Deep;

namespace Cluster.Modeling.Artefacts;

/// <summary>The families of models that this program can load: a closed list, which no file can add to. Immutable.</summary>
public sealed class ModelFamilies
{
    // Looked for when a model first asks for it: what is wrong with the deep part concerns no other model.
    private readonly Lazy<IDeepPart?> deep;

    /// <summary>The tabular family, and the deep one where it is given.</summary>
    /// <param name="deep">The deep part; null for a program that goes without.</param>
    public ModelFamilies(IDeepPart? deep) => this.deep = new Lazy<IDeepPart?>(deep);

    private ModelFamilies() => deep = new Lazy<IDeepPart?>(DeepPart.Find);

    /// <summary>What is installed beside this program.</summary>
    public static ModelFamilies Installed { get; } = new();

    /// <summary>The names of all files that an artefact of any family, installed or not, may hold beside manifest and card.</summary>
    internal static IReadOnlyList<string> KnownFileNames { get; } = [TabularFamily.WeightsFile, .. DeepPart.FileNames];

    /// <summary>The family of an algorithm.</summary>
    /// <exception cref="ModelArtefactException">There is none here; the message says what is missing.</exception>
    internal IModelFamily Of(string algorithm)
    {
        if (TabularFamily.Instance.Knows(algorithm)) return TabularFamily.Instance;
        if (algorithm != DeepPart.Algorithm) throw new ModelArtefactException($"The model artefact is of the algorithm '{algorithm}', which this program cannot run.");
        try
        {
            return deep.Value ?? throw new ModelArtefactException($"The model needs {DeepPart.Missing}");
        }
        catch (DeepPartException failure)
        {
            throw new ModelArtefactException(failure.Message, failure);
        }
    }
}
