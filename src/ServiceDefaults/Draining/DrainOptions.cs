namespace Cluster.ServiceDefaults.Draining;

/// <summary>How a process takes its leave. Section <c>Cluster</c> of the settings.</summary>
public sealed class DrainOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cluster";

    /// <summary>
    /// How long a process that was told to stop goes on serving while it says that it is not ready, so that whoever sends it requests learns of it; 0 to 60 seconds;
    /// default 0. Behind a load balancer: a little longer than the time between two of its looks.
    /// </summary>
    public TimeSpan DrainDelay { get; set; }

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (DrainDelay < TimeSpan.Zero || DrainDelay > TimeSpan.FromSeconds(60)) yield return $"{Section}:{nameof(DrainDelay)} is {DrainDelay}; it must lie in 0 to 60 seconds.";
    }
}
