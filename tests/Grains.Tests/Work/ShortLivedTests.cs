using System.Globalization;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Tests.Support;
using Cluster.Grains.Work;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;

namespace Cluster.Grains.Tests.Work;

public sealed class ShortLivedTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public void Silo_KnowsHowLongGrainsOfWhichThereAreMillionsStay()
    {
        var grains = cluster.Services.GetRequiredService<IClusterManifestProvider>().Current.AllGrainManifests.SelectMany(manifest => manifest.Grains).ToLookup(grain => grain.Key, grain => grain.Value);
        foreach (var grain in (IAddressable[])
            [
                cluster.Grains.GetGrain<ITrackGrain>("a"), cluster.Grains.GetGrain<IClipGrain>("a#0"), cluster.Grains.GetGrain<IExplanationGrain>("a#0"), cluster.Grains.GetGrain<IFeedbackGrain>("a"),
            ])
        {
            var properties = grains[grain.GetGrainId().Type].First().Properties;
            Assert.Equal(ShortLivedAttribute.Idle, TimeSpan.Parse(properties[WellKnownGrainTypeProperties.IdleDeactivationPeriod], CultureInfo.InvariantCulture));
        }

        var model = grains[cluster.Grains.GetGrain<IModelGrain>("a").GetGrainId().Type].First().Properties;
        Assert.NotEqual(ShortLivedAttribute.Idle.ToString(), model.GetValueOrDefault(WellKnownGrainTypeProperties.IdleDeactivationPeriod));
    }
}
