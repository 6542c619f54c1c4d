using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Trainings;

namespace Cluster.Gateway.Tests.Fakes;

internal sealed class FakeDriftGrain : IDriftGrain
{
    public DriftOutcome? Outcome { get; set; }

    public AlertOutcome? Acknowledged { get; set; }

    public List<(string? Model, long? Window, int Histograms)> Questions { get; } = [];

    public List<(string Id, string Actor, string? Reason)> Notes { get; } = [];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<DriftOutcome> GetAsync(string? modelVersion, long? window, int histograms, CancellationToken cancellationToken)
    {
        Questions.Add((modelVersion, window, histograms));
        return Task.FromResult(Outcome ?? new DriftOutcome(DriftStatus.NoChampion, null, null, "There is no champion."));
    }

    public Task<AlertOutcome> AcknowledgeAsync(string alertId, string actor, string? reason, CancellationToken cancellationToken)
    {
        Notes.Add((alertId, actor, reason));
        return Task.FromResult(Acknowledged ?? new AlertOutcome(AlertStatus.NotFound, null));
    }
}

internal sealed class FakeRetrainingGrain : IRetrainingGrain
{
    public RetrainingOutcome? Outcome { get; set; }

    public RetrainingView View { get; set; } = new(null, true, Samples.Time, "Nothing calls for it.", 40, 3, null);

    public List<(string Id, string Actor, string? Reason)> Requests { get; } = [];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RetrainingView> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(View);

    public Task<RetrainingOutcome> RequestAsync(string id, string actor, string? reason, CancellationToken cancellationToken)
    {
        Requests.Add((id, actor, reason));
        return Task.FromResult(Outcome ?? new RetrainingOutcome(RetrainingStatus.Accepted, FakeDriftCatalog.Training(id), null));
    }

    public Task<RetrainingView> GetAsync(CancellationToken cancellationToken) => Task.FromResult(View);
}

/// <summary>Windows, alerts and trainings of what the test put in; remembers what it was asked.</summary>
internal sealed class FakeDriftCatalog : IDriftReader, ITrainingReader
{
    public List<DriftWindowEntry> Windows { get; } = [];

    public List<DriftAlert> Alerts { get; } = [];

    public List<Training> Trainings { get; } = [];

    public (string? Model, int Limit)? WindowQuery { get; private set; }

    public AlertQuery? AlertQuery { get; private set; }

    public static Training Training(string id) => new()
    {
        Id = id,
        State = TrainingState.Queued,
        Trigger = TrainingTrigger.Request,
        Actor = "ayşe",
        Reason = "new labels",
        Champion = "lr-1",
        RequestedAt = Samples.Time,
    };

    public Task<IReadOnlyList<OpenDriftWindow>> ListOpenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ClosedDriftWindow?> FindWindowAsync(long number, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ClosedDriftWindow?> FindJudgedAsync(string modelVersion, long? before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<DriftWindowEntry>> ListWindowsAsync(string? modelVersion, string? cursor, int limit, CancellationToken cancellationToken)
    {
        WindowQuery = (modelVersion, limit);
        return cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<DriftWindowEntry>(Windows, "next"));
    }

    public Task<DriftAlert?> FindAlertAsync(string alertId, CancellationToken cancellationToken) => Task.FromResult(Alerts.Find(alert => alert.Id == alertId));

    public Task<Page<DriftAlert>> ListAlertsAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        AlertQuery = query;
        return query.Cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<DriftAlert>(Alerts, "next"));
    }

    public Task<Training?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Trainings.Find(training => training.Id == id));

    public Task<Page<Training>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken) =>
        cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<Training>(Trainings, "next"));
}
