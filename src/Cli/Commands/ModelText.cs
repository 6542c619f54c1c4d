using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary>Writes models for people.</summary>
internal static class ModelText
{
    /// <summary>A moment, to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Writes the registry as a table.</summary>
    public static void Write(ModelsAnswer models, CliContext context)
    {
        if (models.Versions.Count == 0)
        {
            context.Output.WriteLine("no models yet: train one with 'cluster train' and add it with 'cluster models register DIR'.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("version", "alias", "algorithm", "schema", "registered", "description");
        foreach (var model in models.Versions)
        {
            string?[] cells = [model.Version, Aliases(model.Aliases), model.Algorithm, model.Schema, model.RegisteredAt is { } time ? Time(time) : null, model.Description];
            table.AddRow(cells.Select(cell => new Text(cell ?? string.Empty)));
        }

        context.OutputConsole().Write(table);
        if (models.Bake is { } bake) context.Output.WriteLine(Bake(bake));
        if (models.Revision is { } revision) context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"revision {revision}"));
    }

    /// <summary>How the watch over a new champion stands, in a sentence.</summary>
    public static string Bake(BakeAnswer bake) => bake.State switch
    {
        "watching" => $"{bake.Version} is watched until {Time(bake.Until)}: {bake.Former} comes back when a limit breaks.",
        "held" => $"{bake.Version} has kept its limits. {bake.Reason}".TrimEnd(),
        _ => $"{bake.Version} was rolled back{(bake.EndedAt is { } at ? $" at {Time(at)}" : string.Empty)}: {bake.Reason ?? "no reason given"}",
    };

    /// <summary>Writes a version with its card.</summary>
    public static void Write(ModelDetailsAnswer model, CliContext context)
    {
        var output = context.Output;
        output.WriteLine(model.Version);
        output.WriteLine($"  aliases     {(model.Aliases is { Count: > 0 } aliases ? Aliases(aliases) : "none")}");
        output.WriteLine($"  algorithm   {model.Algorithm}");
        output.WriteLine($"  schema      {model.Schema}");
        if (model.RegisteredAt is { } time) output.WriteLine($"  registered  {Time(time)}");
        output.WriteLine($"  trained on  {model.Description}");
        if (model.Bake is { } bake) output.WriteLine($"  watch       {Bake(bake)}");
        output.WriteLine();
        output.WriteLine(model.CardMarkdown?.TrimEnd() ?? $"no card: {model.Problem}");
    }

    private static string Aliases(IReadOnlyList<string>? aliases) =>
        string.Join(", ", (aliases ?? []).Select(alias => alias == "previousChampion" ? "previous champion" : alias));
}
