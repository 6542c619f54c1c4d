using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Grains.Models;
using Cluster.Grains.Scoring;
using Cluster.Grains.Shadows;
using Cluster.Grains.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Support;

/// <summary>A silo whose models a test sets, and whose shadows score.</summary>
public sealed class ShadowCluster : GrainCluster
{
    // Only so that an event that never comes is a failed test and not a run that hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource stop = new();
    private Task working = Task.CompletedTask;

    internal SettableModels Models { get; } = new();

    internal ShadowOptions Options { get; } = new() { MostWaitingClips = 100, FlushInterval = TimeSpan.FromMinutes(1), CpuShare = 1 };

    internal ShadowScorer Scorer => Services.GetRequiredService<ShadowScorer>();

    internal IShadowStore Shadows => Services.GetRequiredService<IShadowStore>();

    internal IReviewStore Reviews => Services.GetRequiredService<IReviewStore>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        working = Scorer.RunAsync(stop.Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await working;
        await base.DisposeAsync();
        stop.Dispose();
    }

    /// <summary>Stores what was scored after every recording, until it is as wanted; then what was counted of a shadow.</summary>
    internal async Task<ScoringStatistics> UntilAsync(string shadow, Func<ScoringStatistics, bool> wanted)
    {
        while (true)
        {
            // Taken before asking, so that nothing between the two is missed.
            var next = Scorer.Progress;
            Assert.True(await Scorer.FlushAsync(TestContext.Current.CancellationToken));
            if (ScoringStatistics.Sum(await Shadows.ReadStatisticsAsync(shadow, TestContext.Current.CancellationToken)) is { } counted && wanted(counted)) return counted;
            await next.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    protected override void AddServing(IServiceCollection services)
    {
        services.AddSingleton<IServingModels>(Models).AddSingleton(Options).AddSingleton<ShadowScorer>();
        services.AddSingleton<IScoringObserver>(provider => provider.GetRequiredService<ShadowScorer>());
    }
}
