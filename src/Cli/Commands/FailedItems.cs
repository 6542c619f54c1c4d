using System.Globalization;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary>Writes the items of a job that failed.</summary>
internal static class FailedItems
{
    /// <summary>Writes one line an item, and how many more there are.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<JobItemAnswer> items, long total, string jobId)
    {
        foreach (var item in items)
        {
            var attempts = item.Attempts == 1 ? "1 attempt" : string.Create(CultureInfo.InvariantCulture, $"{item.Attempts} attempts");
            writer.WriteLine($"failed: {item.Item}: {item.Error ?? "no reason given"} ({attempts})");
        }

        if (total > items.Count)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {total - items.Count} more: 'cluster jobs {jobId} --failed {total}' lists them."));
        }
    }
}
