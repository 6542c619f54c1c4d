using Cluster.FeaturizerWorker;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silo.Hosting;

/// <summary>Starts the featurizer processes before anything asks for them.</summary>
internal sealed class FeaturizerService(FeaturizerPool pool) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => pool.StartAsync(cancellationToken);

    // The pool ends with the container, after everybody who uses it has stopped.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
