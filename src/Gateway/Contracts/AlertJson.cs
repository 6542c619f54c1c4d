using Cluster.Abstractions.Drifts;

namespace Cluster.Gateway.Contracts;

/// <summary>Something that an operator should know.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Model">The model.</param>
/// <param name="What">features, predicted emotions, confidence or quality.</param>
/// <param name="Level">moderate or major.</param>
/// <param name="Since">When it was raised.</param>
/// <param name="Window">The last window that confirmed it.</param>
/// <param name="Evidence">What was found.</param>
/// <param name="Advice">What to do.</param>
/// <param name="ClearedAt">When it ended; null while it stands.</param>
/// <param name="ClearedBecause">Why it ended.</param>
/// <param name="Acknowledged">Who took note; null while nobody has.</param>
public sealed record AlertJson(
    string Id, string Model, string What, string Level, DateTimeOffset Since, long Window, string Evidence, string Advice, DateTimeOffset? ClearedAt, string? ClearedBecause,
    AcknowledgementJson? Acknowledged)
{
    /// <summary>An alert's JSON.</summary>
    public static AlertJson From(DriftAlert alert) => new(
        alert.Id, alert.ModelVersion, alert.Subject, Names.Of(alert.Level), alert.RaisedAt, alert.SeenIn, alert.Evidence, alert.Advice, alert.ClearedAt, alert.ClearedBecause,
        alert is { AcknowledgedAt: { } at, AcknowledgedBy: { } by } ? new AcknowledgementJson(by, at, alert.AcknowledgedReason) : null);
}

/// <summary>Who took note of an alert.</summary>
/// <param name="By">Who, as they said.</param>
/// <param name="At">When.</param>
/// <param name="Reason">What they said about it; null for nothing.</param>
public sealed record AcknowledgementJson(string By, DateTimeOffset At, string? Reason);

/// <summary>A page of alerts, newest first.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record AlertPageJson(IReadOnlyList<AlertJson> Alerts, string? NextCursor);

/// <summary>A reason.</summary>
/// <param name="Reason">Why; at most 1,000 characters; null for none.</param>
public sealed record ReasonJson(string? Reason = null);
