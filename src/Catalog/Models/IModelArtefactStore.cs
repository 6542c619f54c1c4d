namespace Cluster.Catalog.Models;

/// <summary>The bytes of model artefacts, by version. An artefact is immutable: a version's bytes never change.</summary>
public interface IModelArtefactStore
{
    /// <summary>Stores an artefact; storing it again changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The version is there with other bytes.</exception>
    Task PutAsync(string version, ReadOnlyMemory<byte> archive, CancellationToken cancellationToken);

    /// <summary>An artefact's bytes; null when there is none.</summary>
    Task<byte[]?> GetAsync(string version, CancellationToken cancellationToken);
}
