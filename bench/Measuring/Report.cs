using System.Globalization;

namespace Cluster.Bench;

/// <summary>Lines of figures, written in the same way on every machine.</summary>
internal static class Report
{
    /// <summary>Prints a line.</summary>
    public static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
