using System.Collections.Concurrent;
using Cluster.Abstractions.Shadows;
using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Shadows;

/// <summary>The counters of this run of a silo, by model and by the model that answered.</summary>
/// <param name="silo">The silo's name.</param>
/// <param name="clock">The time.</param>
internal sealed class ScoringBook(string silo, TimeProvider clock)
{
    private readonly string runId = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<(string Version, string AnsweredBy), ScoringCounters> counters = new();
    private readonly Dictionary<(string Version, string AnsweredBy), (long Changes, ShadowState State)> written = [];

    /// <summary>A shadow's counters beside the model that answered; a model's own when both are the same.</summary>
    public ScoringCounters Of(string version, string answeredBy) => counters.GetOrAdd((version, answeredBy), static (_, now) => new ScoringCounters(now), clock.GetUtcNow());

    /// <summary>What has changed since <see cref="Written"/> was last told of it. For one caller at a time, as that.</summary>
    /// <param name="stateOf">Says whether a shadow may score.</param>
    public IReadOnlyList<(ScoringStatistics Statistics, long Changes)> Changed(Func<string, (ShadowState State, string? Problem)> stateOf)
    {
        var changed = new List<(ScoringStatistics, long)>();
        foreach (var (key, counter) in counters)
        {
            var (state, problem) = key.Version == key.AnsweredBy ? (ShadowState.Scoring, null) : stateOf(key.Version);
            var changes = counter.Changes;
            if (written.TryGetValue(key, out var before) && before == (changes, state)) continue;
            changed.Add((counter.ToStatistics(key.Version, key.AnsweredBy, runId, silo, clock.GetUtcNow()) with { State = state, Problem = problem }, changes));
        }

        return changed;
    }

    /// <summary>These were written.</summary>
    public void Written(IEnumerable<(ScoringStatistics Statistics, long Changes)> stored)
    {
        foreach (var (statistics, changes) in stored) written[(statistics.ModelVersion, statistics.AnsweredBy)] = (changes, statistics.State);
    }
}
