using Cluster.Cli.Gateway;
using Cluster.Cli.Terminal;

namespace Cluster.Cli.Commands;

/// <summary>
/// Follows a job to its end by asking again and again: unlike a stream of events, that survives a gateway that goes away and comes back.
/// </summary>
internal sealed class JobWaiter(GatewayClient gateway, CliContext context, IProgressDisplay display, TimeSpan awayLimit)
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);
    private long? awaySince;

    /// <summary>Waits for the job's final state.</summary>
    /// <exception cref="CliException">The cluster was away for too long.</exception>
    /// <exception cref="GatewayException">The gateway refuses to tell, for instance because it knows no such job.</exception>
    public async Task<Received<JobAnswer>> WaitAsync(string id, CancellationToken cancellationToken)
    {
        // Short jobs are answered at once, long ones are not pestered.
        for (var pause = ShortPause; ; pause = pause < LongPause ? pause * 1.25 : LongPause)
        {
            if (await AskAsync(id, cancellationToken) is { } job)
            {
                display.Show(job.Value.Counts.Done, job.Value.Counts.Total, JobText.Progress(job.Value));
                if (job.Value.IsFinal) return job;
            }

            await context.Delay(pause, cancellationToken);
        }
    }

    private async Task<Received<JobAnswer>?> AskAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var job = await gateway.GetJobAsync(id, cancellationToken);
            if (awaySince is not null) display.Note("the cluster is back");
            awaySince = null;
            return job;
        }
        catch (Exception away) when (away is GatewayUnreachableException or GatewayException { IsTransient: true })
        {
            if (awaySince is null) display.Note($"{away.Message}; waiting for it to come back (the job is stored and goes on then)");
            awaySince ??= context.Time.GetTimestamp();
            if (context.Time.GetElapsedTime(awaySince.Value) < awayLimit) return null;
            throw new CliException(
                $"the cluster was away for {JobText.Duration(awayLimit.TotalSeconds)}: {away.Message}", $"when it is back, 'cluster jobs {id}' shows the job.");
        }
    }
}
