using System.Globalization;

namespace Cluster.Bench;

/// <summary>Simulated backfills of a large catalogue, one figure changed at a time, so that the first bottleneck shows.</summary>
internal static class LeaseSweep
{
    private const long Large = 60_000_000;
    private const long Enough = 2_000_000; // a rate needs no more

    /// <summary>Runs it and prints a line for each design.</summary>
    /// <param name="figures">Seconds of work a track, and the database's milliseconds to append a chunk, to claim one, to commit one, and to commit each of its tracks, as the queue was measured; in this order, as many as are given.</param>
    public static void Run(IReadOnlyList<string> figures)
    {
        var given = figures.Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        double Given(int index, double otherwise) => index < given.Length ? given[index] : otherwise;
        var design = new LeaseDesign { Tracks = Large, Workers = 500 };
        design = design with
        {
            TrackSeconds = Given(0, design.TrackSeconds),
            AppendSeconds = Given(1, 1000 * design.AppendSeconds) / 1000,
            ClaimSeconds = Given(2, 1000 * design.ClaimSeconds) / 1000,
            CommitSeconds = Given(3, 1000 * design.CommitSeconds) / 1000,
            CommitSecondsPerTrack = Given(4, 1000 * design.CommitSecondsPerTrack) / 1000,
        };
        Print("60 million tracks", design);
        design = design with { Tracks = Enough };
        foreach (var workers in (int[])[100, 500, 1000, 2000, 4000, 8000]) Print($"{workers} workers", design with { Workers = workers });
        foreach (var size in (int[])[1, 8, 64, 500]) Print($"500 workers, chunks of {size}", design with { ChunkSize = size });
        foreach (var hours in (double[])[0.5, 1, 6, 24]) Print($"500 workers, silos that live {hours} h", design with { SiloLifetimeSeconds = hours * 3600 });
        foreach (var lease in (double[])[3, 10, 60, 300]) Print($"500 workers, silos that live 0.5 h, leases of {lease} s", design with { LeaseSeconds = lease, SiloLifetimeSeconds = 1800 });
        foreach (var calls in (int[])[1, 2, 4, 8]) Print($"500 workers, {calls} calls at a time", design with { DatabaseCalls = calls });
    }

    private static void Print(string name, LeaseDesign design) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {new LeaseSimulation(design, seed: 1).Run()}"));
}
