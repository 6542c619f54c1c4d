using Cluster.Modeling.Reports;

namespace Cluster.Cli.Training;

/// <summary>Reports on disk.</summary>
internal static class ReportFiles
{
    /// <summary>Writes a report; its folder is made when it is missing.</summary>
    public static async Task SaveAsync(string path, TrainingReport report, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(path, report.ToJson(), cancellationToken);
    }
}
