using Cluster.Abstractions.Drifts;
using static System.FormattableString;

namespace Cluster.Grains.Drifts;

/// <summary>Why there is no report, and what it takes.</summary>
internal static class DriftProblems
{
    public const string NoChampion = "There is no champion model yet, and no version was named: promote one, or name one.";

    public static string UnknownWindow(long window, string? modelVersion) => modelVersion is null
        ? Invariant($"There is no judged window {window}; old ones are dropped. The list of windows shows those that there are.")
        : Invariant($"Model '{modelVersion}' has no judged window {window}; old ones are dropped. The list of windows shows those that there are.");

    public static string NoWindow(string version, DriftOpenWindow? open, DriftSettings settings)
    {
        if (open is null) return Invariant($"Nothing was counted of model '{version}' yet: a first window needs {settings.LeastRows} recordings and {settings.WindowLength:g}.");
        return open.RowsNeeded > 0
            ? Invariant($"No window of model '{version}' is closed yet: {open.Rows} recordings were counted, {open.RowsNeeded} more are needed, and it closes at {open.ClosesFrom.UtcDateTime:yyyy-MM-dd HH:mm} UTC at the earliest.")
            : Invariant($"No window of model '{version}' is closed yet: {open.Rows} recordings were counted, which is enough; it closes at {open.ClosesFrom.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
    }
}
