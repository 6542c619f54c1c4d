using Cluster.FeaturizerWorker;

namespace Cluster.Fuzzing;

/// <summary>A run of many spoilt files over several pools at once.</summary>
/// <param name="seeds">What the files are made from.</param>
/// <param name="run">The run's number; another one gives other files.</param>
/// <param name="onOutcome">Told of every file; one call at a time.</param>
public sealed class FuzzRun(FuzzSeeds seeds, int run, Action<FuzzCase, FuzzOutcome>? onOutcome = null)
{
    private const int FilesBetweenChecks = 200;

    private readonly Lock gate = new();
    private readonly FuzzTally tally = new();

    /// <summary>Tries files.</summary>
    /// <param name="files">How many.</param>
    /// <param name="lanes">Pools of one child each that share them; at least 1.</param>
    /// <param name="options">Settings of the pools; null: the defaults.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="InvalidOperationException">A pool does not give a good file the vector any more that it gave at first.</exception>
    public async Task<FuzzTally> ExecuteAsync(int files, int lanes, FeaturizerPoolOptions? options = null, CancellationToken cancellationToken = default)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(LaneAsync, cancellationToken)));
        return tally;

        async Task LaneAsync()
        {
            await using var pool = new PoolFuzz(options);
            await pool.StartAsync(cancellationToken);
            var tried = 0;
            for (int index; (index = Interlocked.Increment(ref next)) < files;)
            {
                var file = FuzzCase.Make(seeds, run, index);
                var outcome = await pool.TryAsync(file, cancellationToken);
                lock (gate)
                {
                    tally.Add(file.Seed.Format, outcome);
                    onOutcome?.Invoke(file, outcome);
                }

                if (++tried % FilesBetweenChecks == 0) await CheckAsync(pool);
            }

            await CheckAsync(pool);
        }

        async Task CheckAsync(PoolFuzz pool)
        {
            if (await pool.IsUnharmedAsync(cancellationToken)) return;
            throw new InvalidOperationException("A good file gives another vector than before the spoilt ones.");
        }
    }
}
