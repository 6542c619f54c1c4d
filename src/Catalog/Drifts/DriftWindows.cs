using Cluster.Abstractions.Drifts;

namespace Cluster.Catalog.Drifts;

/// <summary>A model's window that is open, over all processes.</summary>
/// <param name="ModelVersion">The model.</param>
/// <param name="Since">When it opened.</param>
/// <param name="Rows">Recordings so far.</param>
public sealed record OpenDriftWindow(string ModelVersion, DateTimeOffset Since, long Rows);

/// <summary>When a window may close: when it has both.</summary>
/// <param name="OpenSince">It opened at this time or before.</param>
/// <param name="LeastRows">Recordings that it holds at least.</param>
public sealed record WindowCondition(DateTimeOffset OpenSince, long LeastRows);

/// <summary>A window that is closed: its counts no longer change.</summary>
/// <param name="Number">Its number; numbers rise over all models.</param>
/// <param name="ModelVersion">The model.</param>
/// <param name="From">When it opened.</param>
/// <param name="To">When it closed.</param>
/// <param name="Rows">Recordings.</param>
/// <param name="Dropped">Recordings that were not counted.</param>
/// <param name="Sources">Processes that counted.</param>
/// <param name="Counts">The sum of their counts.</param>
/// <param name="Report">What was found, as it was handed in; null before.</param>
public sealed record ClosedDriftWindow(
    long Number, string ModelVersion, DateTimeOffset From, DateTimeOffset To, long Rows, long Dropped, int Sources, IReadOnlyList<long> Counts, string? Report);

/// <summary>What lists show of a report.</summary>
/// <param name="Level">The gravest level.</param>
/// <param name="Drifted">Features that are at least moderate.</param>
/// <param name="MeanConfidence">In [0, 1].</param>
/// <param name="ReviewRate">In [0, 1].</param>
/// <param name="Labelled">Labelled predictions.</param>
/// <param name="MacroF1">On these; null without any.</param>
/// <param name="EstimatedMacroF1">What the probabilities promise; null without predictions.</param>
public sealed record DriftFindings(DriftSeverity Level, int Drifted, double MeanConfidence, double ReviewRate, int Labelled, double? MacroF1, double? EstimatedMacroF1);

/// <summary>A closed window in a list.</summary>
/// <param name="Number">Its number.</param>
/// <param name="ModelVersion">The model.</param>
/// <param name="From">When it opened.</param>
/// <param name="To">When it closed.</param>
/// <param name="Rows">Recordings.</param>
/// <param name="Dropped">Recordings that were not counted.</param>
/// <param name="Findings">What was found; null before it was judged.</param>
public sealed record DriftWindowEntry(long Number, string ModelVersion, DateTimeOffset From, DateTimeOffset To, long Rows, long Dropped, DriftFindings? Findings);
