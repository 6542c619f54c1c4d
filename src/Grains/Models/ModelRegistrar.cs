using Cluster.Abstractions.Models;
using Cluster.Catalog.Models;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Models;

/// <summary>Verifies packed artefacts, stores those that are sound, and reads them again.</summary>
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

    /// <summary>Reads a stored artefact.</summary>
    /// <returns>The artefact, or why it cannot be read.</returns>
    public async Task<(ModelArtefact? Artefact, string? Problem)> ReadAsync(string version, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(version, cancellationToken) is not { } archive) return (null, Missing(version));
        try
        {
            return (await Task.Run(() => ModelArtefact.Unpack(archive), cancellationToken), null);
        }
        catch (ModelArtefactException error)
        {
            return (null, error.Message);
        }
    }

    /// <summary>Loads a stored version and runs it once.</summary>
    /// <returns>Why it cannot serve; null when it can.</returns>
    public async Task<string?> ProblemOfAsync(string version, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(version, cancellationToken) is not { } archive) return Missing(version);
        try
        {
            await Task.Run(() => ModelWarmer.Load(archive), cancellationToken);
            return null;
        }
        catch (ModelArtefactException error)
        {
            return $"Version '{version}' cannot be loaded: {error.Message}";
        }
    }

    private static string Missing(string version) => $"The artefact of version '{version}' is not in the store: register it again.";

    private static string Describe(ModelManifest manifest) => $"{manifest.Training.Rows:N0} rows, seed {manifest.Training.Seed}";
}
