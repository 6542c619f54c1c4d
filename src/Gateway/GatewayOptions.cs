namespace Cluster.Gateway;

/// <summary>Settings of the gateway. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Gateway";

    /// <summary>Folder that uploads are kept in; silos must see it under the same path. Default: set by the host.</summary>
    public string UploadFolder { get; set; } = string.Empty;

    /// <summary>Largest body of <c>POST /v1/predictions</c> in bytes; default 256 MiB.</summary>
    public long MaxPredictionBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Largest audio of a track in bytes; default 4 GiB.</summary>
    public long MaxTrackAudioBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Memory for the answers to look-ups of the last half second, in bytes; default 64 MiB, 0 for none.</summary>
    public long LookupCacheBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (MaxPredictionBytes < 1) yield return $"{Section}:{nameof(MaxPredictionBytes)} is {MaxPredictionBytes}; it must be at least 1.";
        if (MaxTrackAudioBytes < 1) yield return $"{Section}:{nameof(MaxTrackAudioBytes)} is {MaxTrackAudioBytes}; it must be at least 1.";
        if (LookupCacheBytes < 0) yield return $"{Section}:{nameof(LookupCacheBytes)} is {LookupCacheBytes}; it must not be negative, and is 0 for none.";
    }

    /// <summary>The server's own limit lies this much above ours, in bytes: forms have headers, and a refusal is to be ours, with its reason.</summary>
    internal const long Overhead = 64 * 1024;
}
