using System.Collections.Concurrent;
using Cluster.Abstractions.Shadows;
using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Shadows;

/// <summary>The counters of this run of a silo, by model and by the model that answered.</summary>
/// <param name="silo">The silo's name.</param>
/// <param name="clock">The time.</param>
internal sealed class ScoringBook(string silo, TimeProvider clock)
{
    // Who reads takes a silo that has written nothing for longer as stopped.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly string runId = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<(string Version, string AnsweredBy), ScoringCounters> counters = new();
    private readonly Dictionary<(string Version, string AnsweredBy), (long Changes, ShadowState State, DateTimeOffset At)> written = [];

    /// <summary>A shadow's counters beside the model that answered; a model's own when both are the same.</summary>
    public ScoringCounters Of(string version, string answeredBy) => counters.GetOrAdd((version, answeredBy), static (_, now) => new ScoringCounters(now), clock.GetUtcNow());

    /// <summary>What has changed since <see cref="Written"/> was last told of it, and of shadows also what was last written a minute ago. For one caller at a time, as that.</summary>
    /// <param name="stateOf">Says whether a shadow may score.</param>
    public IReadOnlyList<(ScoringStatistics Statistics, long Changes)> Changed(Func<string, (ShadowState State, string? Problem)> stateOf)
    {
        var changed = new List<(ScoringStatistics, long)>();
        var now = clock.GetUtcNow();
        foreach (var (key, counter) in counters)
        {
            var isShadow = key.Version != key.AnsweredBy;
            var (state, problem) = isShadow ? stateOf(key.Version) : (ShadowState.Scoring, null);
            var changes = counter.Changes;
            if (written.TryGetValue(key, out var before) && before.Changes == changes && before.State == state && !(isShadow && now - before.At >= LongestSilence)) continue;
            changed.Add((counter.ToStatistics(key.Version, key.AnsweredBy, runId, silo, now) with { State = state, Problem = problem }, changes));
        }

        return changed;
    }

    /// <summary>These were written.</summary>
    public void Written(IEnumerable<(ScoringStatistics Statistics, long Changes)> stored)
    {
        foreach (var (statistics, changes) in stored) written[(statistics.ModelVersion, statistics.AnsweredBy)] = (changes, statistics.State, statistics.UpdatedAt);
    }
}
