using System.Globalization;

namespace Cluster.Bench;

/// <summary>
/// The design of chunks and leases at sizes that no test machine has: one lister, workers that claim, analyse, commit and renew, silos that die and come back, and a database that serves so many calls
/// at a time. Events in the order of their times; nothing real is called. The costs of calls come from <see cref="QueueCosts"/>.
/// </summary>
/// <param name="design">The figures.</param>
/// <param name="seed">Another one, another course of chances.</param>
internal sealed class LeaseSimulation(LeaseDesign design, int seed)
{
    private readonly Random random = new(seed);
    private readonly PriorityQueue<Event, double> events = new();
    private readonly PriorityQueue<int, double> database = new();
    private readonly PriorityQueue<int, double> orphans = new();
    private readonly Queue<int> listed = new();
    private readonly Queue<int> idle = new();
    private readonly Worker[] workers = [.. Enumerable.Range(0, design.Workers).Select(_ => new Worker())];
    private readonly List<double> claimWaits = [];
    private readonly double[] callSeconds = new double[4];
    private long appended, done, redone, claims;
    private double listerBusy, working;

    private enum Call
    {
        Append,
        Claim,
        Commit,
        Renew,
    }

    private enum What
    {
        Listed,
        Claimed,
        Worked,
        Committed,
        Died,
        Back,
        Free,
    }

    /// <summary>Lets the job run to its end.</summary>
    public LeaseOutcome Run()
    {
        for (var i = 0; i < design.DatabaseCalls; i++) database.Enqueue(i, 0);
        for (var i = 0; i < workers.Length; i++) idle.Enqueue(i);
        for (var silo = 0; silo * design.WorkersPerSilo < workers.Length; silo++) Schedule(Lifetime(), new Event(What.Died, silo, 0));
        Append(0);
        var now = 0.0;
        while (done < design.Tracks && events.TryDequeue(out var next, out now)) Happen(next, now);
        var (p95, total) = (claimWaits.Count == 0 ? 0 : claimWaits.Order().ElementAt(claimWaits.Count * 95 / 100), now);
        return new LeaseOutcome(
            total,
            design.Tracks / total,
            working / (total * design.Workers),
            callSeconds.Sum() / (total * design.DatabaseCalls),
            [.. callSeconds.Select(seconds => seconds / (total * design.DatabaseCalls))],
            listerBusy / total,
            p95,
            redone / (double)design.Tracks,
            claims);
    }

    private void Happen(Event one, double now)
    {
        switch (one.What)
        {
            case What.Listed:
                listed.Enqueue((int)Math.Min(design.ChunkSize, design.Tracks - appended));
                appended = Math.Min(design.Tracks, appended + design.ChunkSize);
                Wake(now);
                if (appended < design.Tracks) Append(now);
                break;
            case What.Died:
                Die(one.Who, now);
                break;
            case What.Back:
                foreach (var worker in WorkersOf(one.Who)) idle.Enqueue(worker);
                Wake(now);
                Schedule(now + Lifetime(), new Event(What.Died, one.Who, 0));
                break;
            case What.Free:
                Wake(now);
                break;
            default:
                if (workers[one.Who].Life == one.Life) Go(one, now);
                break;
        }
    }

    private void Go(Event one, double now)
    {
        var worker = workers[one.Who];
        switch (one.What)
        {
            case What.Claimed:
                Work(one.Who, now);
                break;
            case What.Worked:
                Schedule(Serve(now, design.CommitSeconds + (design.CommitSecondsPerTrack * worker.Uncommitted), Call.Commit), new Event(What.Committed, one.Who, worker.Life));
                break;
            default:
                done += worker.Uncommitted;
                worker.Left -= worker.Uncommitted;
                worker.Uncommitted = 0;
                if (worker.Left > 0)
                {
                    Work(one.Who, now);
                }
                else
                {
                    idle.Enqueue(one.Who);
                    Wake(now);
                }

                break;
        }
    }

    // Items one after another until it is time to commit, or the chunk is through.
    private void Work(int who, double now)
    {
        var worker = workers[who];
        var seconds = 0.0;
        while (worker.Uncommitted < worker.Left && seconds < design.CommitIntervalSeconds)
        {
            seconds += ItemSeconds();
            worker.Uncommitted++;
        }

        working += seconds;
        worker.SinceRenewal += seconds;
        for (; worker.SinceRenewal > design.LeaseSeconds / 3; worker.SinceRenewal -= design.LeaseSeconds / 3) Serve(now, design.RenewSeconds, Call.Renew);
        Schedule(now + seconds, new Event(What.Worked, who, worker.Life));
    }

    private void Wake(double now)
    {
        while (idle.TryPeek(out var who))
        {
            int chunk;
            if (orphans.TryPeek(out var orphan, out var free) && free <= now) chunk = orphan;
            else if (!listed.TryPeek(out chunk)) return;
            idle.Dequeue();
            if (orphans.TryPeek(out _, out free) && free <= now) orphans.Dequeue();
            else listed.Dequeue();
            var worker = workers[who];
            (worker.Left, worker.Uncommitted, worker.SinceRenewal) = (chunk, 0, 0);
            claims++;
            var at = Serve(now, design.ClaimSeconds, Call.Claim);
            if (claims % 100 == 0) claimWaits.Add(at - now);
            Schedule(at, new Event(What.Claimed, who, worker.Life));
        }
    }

    // What was not committed is done again by whoever claims the chunk once its lease has run out.
    private void Die(int silo, double now)
    {
        foreach (var who in WorkersOf(silo))
        {
            var worker = workers[who];
            worker.Life++;
            if (worker.Left > 0)
            {
                orphans.Enqueue(worker.Left, now + design.LeaseSeconds);
                Schedule(now + design.LeaseSeconds, new Event(What.Free, 0, 0));
                redone += worker.Uncommitted;
            }

            (worker.Left, worker.Uncommitted) = (0, 0);
        }

        var gone = WorkersOf(silo).ToHashSet();
        for (var i = idle.Count; i > 0; i--)
        {
            var who = idle.Dequeue();
            if (!gone.Contains(who)) idle.Enqueue(who);
        }

        Schedule(now + design.RestartSeconds, new Event(What.Back, silo, 0));
    }

    private void Append(double now)
    {
        var at = Serve(now, design.AppendSeconds, Call.Append);
        listerBusy += at - now;
        Schedule(at, new Event(What.Listed, 0, 0));
    }

    // Calls are served in the order in which they come, as many at a time as the database has processors for.
    private double Serve(double now, double seconds, Call call)
    {
        database.TryDequeue(out var server, out var free);
        var end = Math.Max(now, free) + seconds;
        database.Enqueue(server, end);
        callSeconds[(int)call] += seconds;
        return end;
    }

    // Lognormal, with half its mean as its deviation: tracks are not of one length.
    private double ItemSeconds()
    {
        const double Sigma = 0.4724;
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return design.TrackSeconds * Math.Exp((Sigma * normal) - (Sigma * Sigma / 2));
    }

    private double Lifetime() => -Math.Log(1 - random.NextDouble()) * design.SiloLifetimeSeconds;

    private IEnumerable<int> WorkersOf(int silo) =>
        Enumerable.Range(silo * design.WorkersPerSilo, Math.Min(design.WorkersPerSilo, workers.Length - (silo * design.WorkersPerSilo)));

    private void Schedule(double at, Event one) => events.Enqueue(one, at);

    private readonly record struct Event(What What, int Who, int Life);

    private sealed class Worker
    {
        public int Life { get; set; }

        public int Left { get; set; }

        public int Uncommitted { get; set; }

        public double SinceRenewal { get; set; }
    }
}

/// <summary>The figures of a simulated backfill; times in seconds.</summary>
internal sealed record LeaseDesign
{
    public required long Tracks { get; init; }

    public required int Workers { get; init; }

    public int WorkersPerSilo { get; init; } = 16;

    public int ChunkSize { get; init; } = 8;

    public double TrackSeconds { get; init; } = 0.9;

    public double CommitIntervalSeconds { get; init; } = 1;

    public double LeaseSeconds { get; init; } = 10;

    public double SiloLifetimeSeconds { get; init; } = 6 * 3600;

    public double RestartSeconds { get; init; } = 30;

    public int DatabaseCalls { get; init; } = 8;

    public double AppendSeconds { get; init; } = 0.002;

    public double ClaimSeconds { get; init; } = 0.002;

    public double CommitSeconds { get; init; } = 0.002;

    public double CommitSecondsPerTrack { get; init; } = 0.0005;

    public double RenewSeconds { get; init; } = 0.001;
}

/// <summary>What became of it.</summary>
internal sealed record LeaseOutcome(
    double Seconds, double TracksPerSecond, double WorkersBusy, double DatabaseBusy, IReadOnlyList<double> DatabaseBusyByCall, double ListerBusy, double ClaimP95Seconds, double Redone, long Claims)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seconds / 3600:0.0} h, {TracksPerSecond:0} tracks/s, workers {WorkersBusy:0.0%} busy, database {DatabaseBusy:0.0%} (append {DatabaseBusyByCall[0]:0.0%}, claim {DatabaseBusyByCall[1]:0.0%}, commit {DatabaseBusyByCall[2]:0.0%}, renew {DatabaseBusyByCall[3]:0.0%}), lister {ListerBusy:0.0%}, claim p95 {1000 * ClaimP95Seconds:0.0} ms, {Redone:0.000%} of the tracks done twice");
}
