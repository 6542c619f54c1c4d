using Orleans.Metadata;

namespace Cluster.Grains.Work;

/// <summary>For grains of which there are millions, each asked for now and then: an activation goes soon after its last call.</summary>
/// <remarks>
/// What a track's grain saves by staying is a read of the track's rows instead of their version; what it costs is some 7 KiB. With 2,000 different tracks a second the memory of half a minute is 0.5 GB, that of two minutes, Orleans' smallest unit for this, more than 3.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShortLivedAttribute : Attribute, IGrainPropertiesProviderAttribute
{
    /// <summary>How long an activation stays without a call. Collections are made every few seconds, so it may stay a little longer.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties[WellKnownGrainTypeProperties.IdleDeactivationPeriod] = Idle.ToString("c");
}
