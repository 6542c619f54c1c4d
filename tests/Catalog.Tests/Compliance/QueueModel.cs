using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>The simplest thing that a work queue of one job could be, to compare a real one with.</summary>
internal sealed class QueueModel(TimeSpan lease)
{
    private readonly List<Chunk> chunks = [];

    public List<Item> Items { get; } = [];

    public JobState State { get; set; } = JobState.Running;

    public double AudioSeconds { get; private set; }

    public bool Drained => chunks.All(chunk => chunk.Complete);

    public JobCounts Counts => new(Items.Count, Count(ItemState.Tagged), Count(ItemState.Unchanged), Count(ItemState.Failed));

    public void Append(IReadOnlyList<(string Name, string Track)> listed)
    {
        var added = new List<Item>();
        foreach (var (name, track) in listed)
        {
            if (Items.Any(item => item.Name == name)) continue;
            var taken = Items.Any(item => item.Track == track && !item.Final);
            var item = new Item(Items.Count, name, track, taken) { State = taken ? ItemState.Failed : ItemState.Pending };
            Items.Add(item);
            added.Add(item);
        }

        if (added.Count > 0) chunks.Add(new Chunk(added));
    }

    /// <summary>The index of the claimed chunk and its pending items' numbers; null when nothing is to be had.</summary>
    public (int Chunk, List<long> Pending)? Claim(long token, DateTimeOffset now)
    {
        if (State != JobState.Running) return null;
        while (chunks.FirstOrDefault(chunk => !chunk.Complete && (chunk.Holder is null || chunk.Until <= now)) is { } chunk)
        {
            if (chunk.Holder is not null) Suspect(chunk);
            else chunk.Alone = 0;
            var pending = chunk.Items.Where(item => item.State == ItemState.Pending).Select(item => item.Number).ToList();
            if (pending.Count == 0) continue;
            pending = [.. pending.Take(Math.Max(1, pending.Count / (1 << Math.Max(0, chunk.Losses - 1))))];
            (chunk.Holder, chunk.Until, chunk.Handed) = (token, now + lease, pending[^1]);
            return (chunks.IndexOf(chunk), pending);
        }

        return null;
    }

    private static void Suspect(Chunk chunk)
    {
        var suspects = chunk.Items.Where(item => item.State == ItemState.Pending && item.Number <= chunk.Handed).ToList();
        foreach (var item in suspects) item.Attempts++;
        chunk.Alone = suspects.Count == 1 ? chunk.Alone + 1 : 0;
        if (chunk.Alone == 3)
        {
            suspects[0].State = ItemState.Failed;
            (chunk.Losses, chunk.Alone) = (0, 0);
            if (chunk.Complete) chunk.Holder = null;
        }
        else if (suspects.Count > 0)
        {
            chunk.Losses++;
        }
    }

    public bool Commit(int index, long token, IReadOnlyList<(long Number, ItemState State, double Seconds)> results)
    {
        var chunk = chunks[index];
        if (chunk.Holder != token) return false;
        foreach (var (number, state, seconds) in results)
        {
            var item = Items[(int)number];
            if (item.State != ItemState.Pending) continue;
            item.State = state;
            item.Attempts++;
            item.Writes += state == ItemState.Tagged ? 1 : 0;
            AudioSeconds += seconds;
        }

        if (chunk.Complete) chunk.Holder = null;
        return true;
    }

    public bool Renew(int index, long token, DateTimeOffset now)
    {
        if (chunks[index].Holder != token) return false;
        chunks[index].Until = now + lease;
        return true;
    }

    public void Release(int index, long token)
    {
        if (chunks[index].Holder == token) chunks[index].Holder = null;
    }

    public long Reopen()
    {
        var failed = Items.Where(item => item is { State: ItemState.Failed, Final: false }).ToList();
        foreach (var item in failed) item.State = ItemState.Pending;
        return failed.Count;
    }

    private long Count(ItemState state) => Items.Count(item => item.State == state);

    public sealed class Item(long number, string name, string track, bool final)
    {
        public long Number => number;

        public string Name => name;

        public string Track => track;

        public bool Final => final;

        public ItemState State { get; set; }

        public int Attempts { get; set; }

        public long Writes { get; set; }
    }

    private sealed class Chunk(List<Item> items)
    {
        public List<Item> Items => items;

        public long? Holder { get; set; }

        public DateTimeOffset Until { get; set; }

        public long Handed { get; set; }

        public int Losses { get; set; }

        public int Alone { get; set; }

        public bool Complete => items.All(item => item.State != ItemState.Pending);
    }
}
