namespace Cluster.DemoMusic.Artists;

/// <summary>An invented album.</summary>
/// <param name="Title">Title.</param>
/// <param name="Year">Year of the recording.</param>
public sealed record Album(string Title, int Year);
