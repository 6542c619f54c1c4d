namespace Cluster.Cli.Demo;

/// <summary>What the command line says about a demonstration.</summary>
/// <param name="Tracks">Tracks of the catalogue.</param>
/// <param name="Seed">Seed of everything.</param>
/// <param name="DataFolder">Folder of the cluster; the music goes to <c>demo-music</c> below it.</param>
/// <param name="Urls">Addresses to listen on.</param>
/// <param name="Serve">Whether it goes on serving when it has shown everything.</param>
internal sealed record DemoSettings(int Tracks, int Seed, string DataFolder, string Urls, bool Serve)
{
    /// <summary>Folder of the synthetic music.</summary>
    public string MusicFolder => Path.Combine(Path.GetFullPath(DataFolder), "demo-music");
}
