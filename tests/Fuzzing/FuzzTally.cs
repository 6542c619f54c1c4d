using System.Globalization;
using System.Text;

namespace Cluster.Fuzzing;

/// <summary>Counts of a run, by format. Not thread-safe.</summary>
public sealed class FuzzTally
{
    private static readonly CompositeFormat Columns = CompositeFormat.Parse("{0,-14}{1,8}{2,9}{3,10}{4,8}{5,8}{6,8}{7,7}{8,9}{9,8}{10,11}{11,12}");
    private readonly SortedDictionary<string, Row> rows = new(StringComparer.Ordinal);

    /// <summary>The sum over all formats.</summary>
    public Row Total { get; private set; } = new();

    /// <summary>The counts of each format.</summary>
    public IReadOnlyDictionary<string, Row> Rows => rows;

    /// <summary>Counts an outcome.</summary>
    public void Add(string format, FuzzOutcome outcome)
    {
        rows[format] = rows.GetValueOrDefault(format, new Row()).With(outcome);
        Total = Total.With(outcome);
    }

    /// <summary>Adds another run's counts.</summary>
    public void Add(FuzzTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (format, row) in other.rows) rows[format] = rows.GetValueOrDefault(format, new Row()).With(row);
        Total = Total.With(other.Total);
    }

    /// <summary>The counts as a table in plain text.</summary>
    public override string ToString()
    {
        var table = new StringBuilder();
        object[] heads = ["format", "files", "results", "refusals", "faults", "broken", "crashed", "hung", "overdue", "large", "most MiB", "longest CPU"];
        table.AppendLine(string.Format(CultureInfo.InvariantCulture, Columns, heads));
        foreach (var (format, row) in rows) table.AppendLine(Line(format, row));
        return table.Append(Line("all", Total)).ToString();
    }

    private static string Line(string format, Row row) => string.Format(
        CultureInfo.InvariantCulture,
        Columns,
        format,
        row.Files,
        row.Results,
        row.Refusals,
        row.Faults,
        row.Broken,
        row.Crashed,
        row.Hung,
        row.Overdue,
        row.TooLarge,
        row.MostMemoryBytes >> 20,
        string.Create(CultureInfo.InvariantCulture, $"{row.LongestCpuSeconds:0.000} s"));

    /// <summary>Counts of one format.</summary>
    public sealed record Row
    {
        /// <summary>Files tried.</summary>
        public long Files { get; init; }

        /// <summary>Files that gave features.</summary>
        public long Results { get; init; }

        /// <summary>Files refused in an orderly way.</summary>
        public long Refusals { get; init; }

        /// <summary>Files on which the decoder broke.</summary>
        public long Faults { get; init; }

        /// <summary>Files that broke a promise.</summary>
        public long Broken { get; init; }

        /// <summary>Children that crashed.</summary>
        public long Crashed { get; init; }

        /// <summary>Children that hung.</summary>
        public long Hung { get; init; }

        /// <summary>Children that took too long.</summary>
        public long Overdue { get; init; }

        /// <summary>Children that grew too large.</summary>
        public long TooLarge { get; init; }

        /// <summary>Most memory for one file, in bytes.</summary>
        public long MostMemoryBytes { get; init; }

        /// <summary>Most processor time for one file, in seconds.</summary>
        public double LongestCpuSeconds { get; init; }

        internal Row With(FuzzOutcome outcome) => With(new Row
        {
            Files = 1,
            Results = outcome.Ending == FuzzEnding.Result ? 1 : 0,
            Refusals = outcome.Ending == FuzzEnding.Refusal ? 1 : 0,
            Faults = outcome.Ending == FuzzEnding.Fault ? 1 : 0,
            Broken = outcome.Ending == FuzzEnding.Broken ? 1 : 0,
            Crashed = outcome.Crashed,
            Hung = outcome.Hung,
            Overdue = outcome.Overdue,
            TooLarge = outcome.TooLarge,
            MostMemoryBytes = outcome.MemoryBytes,
            LongestCpuSeconds = outcome.CpuSeconds,
        });

        internal Row With(Row other) => new()
        {
            Files = Files + other.Files,
            Results = Results + other.Results,
            Refusals = Refusals + other.Refusals,
            Faults = Faults + other.Faults,
            Broken = Broken + other.Broken,
            Crashed = Crashed + other.Crashed,
            Hung = Hung + other.Hung,
            Overdue = Overdue + other.Overdue,
            TooLarge = TooLarge + other.TooLarge,
            MostMemoryBytes = Math.Max(MostMemoryBytes, other.MostMemoryBytes),
            LongestCpuSeconds = Math.Max(LongestCpuSeconds, other.LongestCpuSeconds),
        };
    }
}
