using Cluster.Catalog.Backfills;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Catalog.Stats;
using Cluster.Catalog.Tracks;
using Cluster.Catalog.Trainings;
using Cluster.Gateway.Hosting;
using Cluster.Gateway.Tests.Fakes;
using Cluster.ServiceDefaults;
using Cluster.ServiceDefaults.Metrics;
using Cluster.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Tests;

/// <summary>The gateway over a fake cluster and a fake catalogue, on a port of its own: only a real server treats encoded slashes as real clients meet them.</summary>
public sealed class GatewayFixture : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WebApplication app;

    public GatewayFixture(Action<GatewayOptions>? configure = null, TimeProvider? clock = null)
    {
        (var factory, Grains) = FakeGrains.Create();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddTelemetry("cluster-gateway");
        builder.Logging.ClearProviders();
        if (clock is not null) builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(factory);
        builder.Services.AddSingleton<ITrackReader>(Catalog);
        builder.Services.AddSingleton<IBackfillReader>(Catalog);
        builder.Services.AddSingleton<IScheduleReader>(Schedules);
        builder.Services.AddSingleton<IFeedbackReader>(Feedback);
        builder.Services.AddSingleton<IReviewReader>(Feedback);
        builder.Services.AddSingleton<IEmotionStatsReader>(Stats);
        builder.Services.AddSingleton<IShadowReader>(Shadows);
        builder.Services.AddSingleton<IReplayReader>(Replays);
        builder.Services.AddSingleton<IDriftReader>(Drifts);
        builder.Services.AddSingleton<ITrainingReader>(Drifts);
        builder.AddGateway(options =>
        {
            options.UploadFolder = folder.Path;
            configure?.Invoke(options);
        });
        app = builder.Build();
        app.MapGateway(withDashboard: false);
        app.StartAsync().GetAwaiter().GetResult();
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    internal FakeGrains Grains { get; }

    internal FakeCatalog Catalog { get; } = new();

    internal FakeSchedules Schedules { get; } = new();

    internal FakeReplays Replays { get; } = new();
    internal FakeDriftCatalog Drifts { get; } = new();

    internal FakeFeedbackCatalog Feedback { get; } = new();

    internal FakeStats Stats { get; } = new();
    internal FakeShadows Shadows { get; } = new();

    public HttpClient Client { get; }

    /// <summary>Files that uploads left behind, relative to their folder.</summary>
    public IEnumerable<string> Uploads => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.Path, path));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
