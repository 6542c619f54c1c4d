namespace Cluster.Cli.Hosting;

/// <summary>How the embedded cluster is started.</summary>
/// <param name="DataFolder">Folder of the catalogue and the uploads.</param>
/// <param name="Urls">Addresses to listen on, separated by semicolons; port 0 picks a free one.</param>
/// <param name="Quiet">Whether only warnings and errors are logged.</param>
internal sealed record EmbeddedOptions(string DataFolder, string Urls, bool Quiet = false);
