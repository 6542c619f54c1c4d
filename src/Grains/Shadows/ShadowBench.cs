using System.Collections.Immutable;
using Cluster.Abstractions.Shadows;

namespace Cluster.Grains.Shadows;

/// <summary>Says which shadows may score. Safe for concurrent use.</summary>
/// <param name="failuresBeforeRest">Failures running after which one rests.</param>
/// <param name="rest">How long it rests.</param>
/// <param name="clock">The time.</param>
/// <remarks>
/// One that fails rests for a while, or until the registry changes, and is then given one try: another failure and it rests again. One that hung costs a thread each time it is tried: it is out until it
/// is no shadow any more. All are out once too many threads were lost.
/// </remarks>
public sealed class ShadowBench(int failuresBeforeRest, TimeSpan rest, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private string? closed;
    private long revision;

    /// <summary>Whether a version may score.</summary>
    public bool MayScore(string version)
    {
        lock (gate)
        {
            if (closed is not null) return false;
            return !entries.TryGetValue(version, out var entry)
                || (!entry.IsHung && (entry.RestsSince is not { } since || clock.GetElapsedTime(since) >= rest));
        }
    }

    /// <summary>A version scored a recording.</summary>
    public void Succeeded(string version)
    {
        lock (gate)
        {
            if (entries.TryGetValue(version, out var entry) && !entry.IsHung) entries.Remove(version);
        }
    }

    /// <summary>A version failed on a recording.</summary>
    /// <returns>True when it rests from now on.</returns>
    public bool Failed(string version, string problem)
    {
        lock (gate)
        {
            var failures = entries.GetValueOrDefault(version, Entry.New).Failures + 1;
            var rests = failures >= failuresBeforeRest;
            entries[version] = new Entry(failures, rests ? clock.GetTimestamp() : null, false, rests ? $"It failed {failures} times running, last: {problem}" : problem);
            return rests;
        }
    }

    /// <summary>A version did not return.</summary>
    public void Hung(string version, string problem)
    {
        lock (gate) entries[version] = new Entry(0, null, true, problem);
    }

    /// <summary>No version may score any more.</summary>
    public void Close(string problem)
    {
        lock (gate) closed = problem;
    }

    /// <summary>Follows the models: a change of the registry ends every rest, and what is no shadow any more is forgotten.</summary>
    public void Follow(long newRevision, ImmutableArray<string> shadows)
    {
        lock (gate)
        {
            if (newRevision == revision) return;
            revision = newRevision;
            foreach (var (version, entry) in entries.ToArray())
            {
                if (!entry.IsHung || !shadows.Contains(version)) entries.Remove(version);
            }
        }
    }

    /// <summary>A version's state, and why it does not score.</summary>
    public (ShadowState State, string? Problem) StateOf(string version)
    {
        lock (gate)
        {
            if (entries.TryGetValue(version, out var entry) && entry.IsHung) return (ShadowState.Hung, entry.Problem);
            if (closed is not null) return (ShadowState.Hung, closed);
            return entry?.RestsSince is { } since && clock.GetElapsedTime(since) < rest ? (ShadowState.Resting, entry.Problem) : (ShadowState.Scoring, null);
        }
    }

    private sealed record Entry(int Failures, long? RestsSince, bool IsHung, string Problem)
    {
        public static Entry New { get; } = new(0, null, false, string.Empty);
    }
}
