namespace Cluster.Modeling.Artefacts;

/// <summary>A way to hold a model's numbers in files: reads them back from an artefact.</summary>
public interface IModelFamily
{
    /// <summary>The names of the files beside manifest and card.</summary>
    IReadOnlyList<string> FileNames { get; }

    /// <summary>Reads and verifies the numbers: every length, bound and number, so that what is returned cannot fail later.</summary>
    /// <param name="manifest">The verified manifest.</param>
    /// <param name="files">Bytes by name; all of <see cref="FileNames"/> are among them.</param>
    /// <exception cref="ModelArtefactException">A file is damaged or does not fit the manifest.</exception>
    IModelWeights Read(ModelManifest manifest, IReadOnlyDictionary<string, byte[]> files);
}
