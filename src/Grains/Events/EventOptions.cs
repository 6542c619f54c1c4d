namespace Cluster.Grains.Events;

/// <summary>How long what listeners did is kept. Section <c>Events</c> of the settings.</summary>
public sealed class EventOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Events";

    /// <summary>Days that an event is kept after it happened; 1 to 3,650; default 400. Plays count as a track's traffic for as long.</summary>
    public int RetentionDays { get; set; } = 400;

    /// <summary>The same as a length of time.</summary>
    public TimeSpan Retention => TimeSpan.FromDays(RetentionDays);

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (RetentionDays is < 1 or > 3650) yield return $"{Section}:{nameof(RetentionDays)} is {RetentionDays}; it must lie in 1 to 3,650 days.";
    }
}
