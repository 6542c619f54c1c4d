using System.Text.Json.Serialization;

namespace Cluster.Cli.Gateway;

/// <summary>Who changes the models, what they saw of them, and why.</summary>
/// <param name="Actor">Who; any characters.</param>
/// <param name="Revision">The registry's revision that they saw; null to accept any.</param>
/// <param name="Body">The rest.</param>
internal sealed record ModelsChange(string Actor, long? Revision, ChangeModels Body);

/// <summary>A change of the models as the gateway reads it.</summary>
internal sealed record ChangeModels(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExpectedChampion = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Evidence = null)
{
    /// <summary>Whether to pass over the gates of a promotion.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Force { get; init; }

    /// <summary>Who else approves of a promotion.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ApprovedBy { get; init; }
}
