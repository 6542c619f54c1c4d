using System.CommandLine;
using System.Globalization;
using System.Text;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster feedback export --out FILE</c>: labels as a manifest that <c>cluster train --audio</c> reads.</summary>
internal static class FeedbackExport
{
    private const int PageSize = 1000;
    private const string Header = "path,emotion,trackId,artist,start,duration,genre";

    public static Command Create(CliContext context)
    {
        var target = new Option<string>("--out") { Description = "The file to write; it is replaced.", HelpName = "FILE", Required = true };
        var gateway = CommonOptions.Gateway();
        var command = new Command("export", "Write the labels that feedback comes to as a list of audio for 'cluster train --audio'.") { target, gateway };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var file = Path.GetFullPath(parsed.GetRequiredValue(target));
            var (written, without) = await WriteAsync(client, file, cancellationToken);
            context.Output.WriteLine($"{Count(written)} written to {file}");
            if (without > 0) context.Error.WriteLine($"left out, their tracks have no audio in the catalogue: {Count(without)}");
            return ExitCode.Ok;
        });
        return command;
    }

    // Into a file beside it first: a broken connection leaves the old list whole.
    private static async Task<(int Written, int Without)> WriteAsync(GatewayClient client, string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var partial = file + ".partial";
        int written = 0, without = 0;
        try
        {
            await using (var output = new StreamWriter(partial, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                await output.WriteLineAsync(Header);
                string? cursor = null;
                do
                {
                    var page = (await client.ListLabelsAsync(PageSize, cursor, cancellationToken)).Value;
                    foreach (var label in page.Labels)
                    {
                        if (label.Path is null) without++;
                        else written++;
                        if (label.Path is not null) await output.WriteLineAsync(Row(label));
                    }

                    cursor = page.NextCursor;
                }
                while (cursor is not null);
            }

            File.Move(partial, file, overwrite: true);
            return (written, without);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static string Row(LabelAnswer label) =>
        string.Join(',', ((string?[])[label.Path, label.Emotion, label.TrackId, label.Artist, Seconds(label.StartS), Seconds(label.DurS), label.Genre]).Select(Cell));

    private static string Count(int labels) => string.Create(CultureInfo.InvariantCulture, $"{labels} {(labels == 1 ? "label" : "labels")}");

    private static string? Seconds(double? seconds) => seconds?.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Cell(string? text)
    {
        if (text is null) return string.Empty;
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text.Trim().Length != text.Length ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
