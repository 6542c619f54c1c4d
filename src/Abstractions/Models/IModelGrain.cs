namespace Cluster.Abstractions.Models;

/// <summary>The registry of model versions and of the champion alias. One grain per model family; the key of the only family is <see cref="Family"/>.</summary>
[Alias("model-grain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>The key of the emotion model family.</summary>
    const string Family = "emotion";

    /// <summary>Largest packed artefact, in bytes.</summary>
    const int MaxArchiveBytes = 64 * 1024 * 1024;

    /// <summary>Versions and aliases.</summary>
    [Alias("get")]
    Task<ModelRegistryView> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Verifies and stores an artefact and adds its version. Registering it again changes nothing.</summary>
    /// <param name="archive">The packed artefact; at most <see cref="MaxArchiveBytes"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("register")]
    Task<RegistrationOutcome> RegisterAsync(byte[] archive, CancellationToken cancellationToken = default);

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
