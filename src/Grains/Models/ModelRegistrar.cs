using Cluster.Abstractions.Models;
using Cluster.Catalog.Models;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Models;

/// <summary>Verifies packed artefacts and stores those that are sound.</summary>
public sealed class ModelRegistrar(IModelArtefactStore store, TimeProvider clock)
{
    /// <summary>Verifies and stores. What is wrong with the bytes is an answer, not an exception.</summary>
    public async Task<RegistrationOutcome> StoreAsync(byte[] archive, CancellationToken cancellationToken)
    {
        if (archive.Length > IModelGrain.MaxArchiveBytes)
            return new RegistrationOutcome(null, $"The artefact has {archive.Length:N0} bytes; at most {IModelGrain.MaxArchiveBytes:N0} are taken.");
        ModelManifest manifest;
        try
        {
            // Unpacking and hashing is CPU work: not on a grain's scheduler.
            manifest = await Task.Run(() => ModelArtefact.Unpack(archive).Manifest, cancellationToken);
        }
        catch (ModelArtefactException error)
        {
            return new RegistrationOutcome(null, error.Message);
        }

        await store.PutAsync(manifest.ModelVersion, archive, cancellationToken);
        var record = new ModelRecord
        {
            Version = manifest.ModelVersion,
            SchemaId = manifest.SchemaId,
            Algorithm = manifest.Algorithm,
            Description = Describe(manifest),
            RegisteredAt = clock.GetUtcNow(),
        };
        return new RegistrationOutcome(record, null);
    }

    private static string Describe(ModelManifest manifest) => $"{manifest.Training.Rows:N0} rows, seed {manifest.Training.Seed}";
}
