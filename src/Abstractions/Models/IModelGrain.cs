using Orleans.Concurrency;

namespace Cluster.Abstractions.Models;

/// <summary>The registry of model versions, their aliases and the log of who moved them. One grain per model family; the key of the only family is <see cref="Family"/>.</summary>
[Alias("model-grain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>The key of the emotion model family.</summary>
    const string Family = "emotion";

    /// <summary>Largest packed artefact, in bytes.</summary>
    const int MaxArchiveBytes = 64 * 1024 * 1024;

    /// <summary>Most entries of one page of the audit log.</summary>
    const int MaxAuditPage = 1000;

    /// <summary>Versions and aliases, as they are stored; a change that is under way is not waited for.</summary>
    [AlwaysInterleave, Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("get")]
    Task<ModelRegistryView> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>A version with its card; null when it is not registered.</summary>
    [AlwaysInterleave, Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("get-details")]
    Task<ModelDetails?> GetDetailsAsync(string version, CancellationToken cancellationToken = default);

    /// <summary>Verifies and stores an artefact and adds its version. Registering it again changes nothing.</summary>
    /// <param name="archive">The packed artefact; at most <see cref="MaxArchiveBytes"/>.</param>
    /// <param name="change">Who and why; what the caller saw does not matter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("register")]
    Task<RegistrationOutcome> RegisterAsync(byte[] archive, ModelChange change, CancellationToken cancellationToken = default);

    /// <summary>Points the champion alias at a registered version, after that was loaded and run once and the gates let it pass, or were passed over with a reason.</summary>
    /// <remarks>A champion that replaces another is watched: see <see cref="ModelRegistryView.Bake"/>.</remarks>
    /// <param name="version">The version; if it is a shadow or the challenger, it is that no longer.</param>
    /// <param name="change">Who, why, and the revision or the champion that the caller saw.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("promote")]
    Task<ModelChangeOutcome> PromoteAsync(string version, ModelChange change, CancellationToken cancellationToken = default);

    /// <summary>Checks whether a version may be promoted, and promotes nothing; null when it is not registered.</summary>
    [AlwaysInterleave, Alias("check-gates")]
    Task<GateReport?> CheckGatesAsync(string version, CancellationToken cancellationToken = default);

    /// <summary>Ends the watch over a champion that has kept every limit.</summary>
    /// <param name="version">The champion.</param>
    /// <param name="change">Who, why, on what evidence, and the revision that the caller saw.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("hold")]
    Task<ModelChangeOutcome> HoldAsync(string version, ModelChange change, CancellationToken cancellationToken = default);

    /// <summary>Makes the previous champion, which every silo still holds, the champion again.</summary>
    /// <remarks>A second one in a row is refused: it would bring back the version that was just left. That stays warm, and can be promoted.</remarks>
    [Alias("rollback")]
    Task<ModelChangeOutcome> RollbackAsync(ModelChange change, CancellationToken cancellationToken = default);

    /// <summary>Makes a version a shadow.</summary>
    [Alias("set-shadow")]
    Task<ModelChangeOutcome> SetShadowAsync(string version, ModelChange change, CancellationToken cancellationToken = default);

    /// <summary>Makes a version no shadow; it stays registered.</summary>
    [Alias("unset-shadow")]
    Task<ModelChangeOutcome> UnsetShadowAsync(string version, ModelChange change, CancellationToken cancellationToken = default);

    /// <summary>Stops all scoring by shadows, on every silo and across restarts, or lets them score again. What is a shadow stays one.</summary>
    /// <param name="stop">True to stop.</param>
    /// <param name="change">Who and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("stop-shadows")]
    Task<ModelChangeOutcome> StopShadowsAsync(bool stop, ModelChange change, CancellationToken cancellationToken = default);

    /// <summary>Points the challenger alias at a version.</summary>
    /// <param name="version">The version; null for no challenger.</param>
    /// <param name="change">Who and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("set-challenger")]
    Task<ModelChangeOutcome> SetChallengerAsync(string? version, ModelChange change, CancellationToken cancellationToken = default);

    /// <summary>A page of the audit log, newest first, with the verification of all of it as it is in the store.</summary>
    /// <param name="before">Only entries with a lower number; null: from the newest.</param>
    /// <param name="limit">Entries; 1 to <see cref="MaxAuditPage"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("get-audit")]
    Task<ModelAuditPage> GetAuditAsync(long? before, int limit, CancellationToken cancellationToken = default);

    /// <summary>Registers an observer that is told of every change; it must be renewed every few minutes.</summary>
    [Alias("subscribe")]
    Task SubscribeAsync(IModelObserver observer, CancellationToken cancellationToken = default);
}
