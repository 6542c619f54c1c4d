using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster events import FILE</c>: reports what listeners did, from a file of one JSON object a line.</summary>
internal static class EventsCommand
{
    private const int BatchSize = 500;
    private const int MaxLineLength = 64 * 1024;
    private const int MaxComplaints = 20;

    public static Command Create(CliContext context) => new("events", "Report what listeners did with recommended tracks.") { CreateImport(context) };

    private static Command CreateImport(CliContext context)
    {
        var file = new Argument<string>("FILE") { Description = "One JSON object a line: id, kind (play, skip, like, rating), trackId, at, and unit, session, positionS, durationS, rating, experiment, arm." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the counts as one line of JSON.");
        var command = new Command("import", "Send the events of a file, in batches. A file may be sent again: what is known already is not counted twice.") { file, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path)) throw new CliException($"there is no file '{path}'.", exitCode: ExitCode.Usage);
            using var client = parsed.Connect(gateway, context);
            var import = new Import(client, context);
            await import.RunAsync(path, cancellationToken);
            context.Output.WriteLine(parsed.GetValue(json) ? import.Json : import.Words);
            return import.Refused == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>One file's way to the gateway.</summary>
    private sealed class Import(GatewayClient client, CliContext context)
    {
        private readonly List<(long Line, JsonElement Event)> batch = [];
        private long accepted;
        private long known;

        public long Refused { get; private set; }

        public string Json => string.Create(CultureInfo.InvariantCulture, $$"""{"accepted":{{accepted}},"known":{{known}},"refused":{{Refused}}}""");

        public string Words => string.Create(CultureInfo.InvariantCulture, $"{accepted:N0} new, {known:N0} known already, {Refused:N0} refused");

        public async Task RunAsync(string path, CancellationToken cancellationToken)
        {
            var number = 0L;
            await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                Take(number, line);
                if (batch.Count == BatchSize) await SendAsync(cancellationToken);
            }

            if (batch.Count > 0) await SendAsync(cancellationToken);
        }

        private void Take(long number, string line)
        {
            if (line.Length > MaxLineLength)
            {
                Complain(number, $"it is {line.Length:N0} characters long; at most {MaxLineLength:N0} are allowed.");
                return;
            }

            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.ValueKind == JsonValueKind.Object) batch.Add((number, document.RootElement.Clone()));
                else Complain(number, "it is no JSON object.");
            }
            catch (JsonException error)
            {
                Complain(number, $"it is no JSON: {error.Message}");
            }
        }

        private async Task SendAsync(CancellationToken cancellationToken)
        {
            var answer = (await client.PostEventsAsync(new PostEvents([.. batch.Select(pair => pair.Event)]), cancellationToken)).Value;
            accepted += answer.Accepted;
            known += answer.Known;
            foreach (var refusal in answer.Refused) Complain(refusal.Index >= 0 && refusal.Index < batch.Count ? batch[refusal.Index].Line : 0, refusal.Detail);
            batch.Clear();
        }

        private void Complain(long line, string reason)
        {
            Refused++;
            if (Refused <= MaxComplaints) context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"));
            if (Refused == MaxComplaints + 1) context.Error.WriteLine("more lines are refused; they are counted only.");
        }
    }
}
