namespace Cluster.Abstractions.Models;

/// <summary>The registry of model versions and of the champion alias. One grain per model family; the key of the only family is <see cref="Family"/>.</summary>
[Alias("model-grain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>The key of the emotion model family.</summary>
    const string Family = "emotion";

    /// <summary>Versions and aliases.</summary>
    [Alias("get")]
    Task<ModelRegistryView> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a version whose artefact is already in the store. Registering it again changes nothing.</summary>
    [Alias("register")]
    Task<ModelRegistryView> RegisterAsync(ModelRecord record, CancellationToken cancellationToken = default);

    /// <summary>Points the champion alias at a registered version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="expectedChampion">The champion that the caller saw; the promotion is refused when it is another by now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("promote")]
    Task<PromotionOutcome> PromoteAsync(string version, string? expectedChampion, CancellationToken cancellationToken = default);

    /// <summary>Registers an observer that is told of every change; it must be renewed every few minutes.</summary>
    [Alias("subscribe")]
    Task SubscribeAsync(IModelObserver observer, CancellationToken cancellationToken = default);
}
