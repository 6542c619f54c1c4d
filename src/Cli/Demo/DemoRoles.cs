namespace Cluster.Cli.Demo;

/// <summary>Who does what in a demonstration.</summary>
/// <param name="Champion">The version that answers.</param>
/// <param name="IsStarter">Whether that is the model of real music that a new data folder starts with.</param>
/// <param name="Shadow">The version that scores beside it; null where the model that was trained here is the champion itself, because somebody promoted it since.</param>
/// <param name="IsNewShadow">Whether it became a shadow just now, and so has scored nothing yet.</param>
internal sealed record DemoRoles(string Champion, bool IsStarter, string? Shadow, bool IsNewShadow);
