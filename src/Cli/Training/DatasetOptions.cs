using System.CommandLine;
using Cluster.Abstractions.Emotions;
using Cluster.Cli.Commands;
using Cluster.Featurization;

namespace Cluster.Cli.Training;

/// <summary>The options that name a labelled data set: <c>--features TABLE</c> or <c>--audio MANIFEST</c>, and how their labels are read.</summary>
internal sealed class DatasetOptions
{
    private readonly Option<string> features = new("--features")
    {
        Description = "A table of features with a class column (CSV or the like, or Parquet).",
        HelpName = "TABLE",
    };

    private readonly Option<string> audio = new("--audio")
    {
        Description = "A table with the columns path and emotion, or a folder with one folder per emotion.",
        HelpName = "MANIFEST",
    };

    private readonly Option<string> classColumn = new("--class-column")
    {
        Description = "The column that holds the emotions, where it is not found by itself.",
        HelpName = "NAME",
    };

    private readonly Option<string> groupColumn = new("--group-column")
    {
        Description = "Rows with the same value in this column (an artist, a track) are kept in one fold.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> map = new("--map")
    {
        Description = "What a class value means, for example Q1=happy; may be repeated.",
        HelpName = "VALUE=EMOTION",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> cache = new("--cache")
    {
        Description = "Folder that keeps the features of audio, so that it is analysed once.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "./data/features",
    };

    private readonly Option<string[]> without = new("--without")
    {
        Description = "Features that the model must not look at, separated by commas.",
        HelpName = "NAMES",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };

    private readonly Option<FeatureSchema?> schema = CommonOptions.Schema();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="tableSchema">True where <c>--schema</c> may say what a table's columns are, and <c>--without</c> what is left out; else a model says it.</param>
    public void AddTo(Command command, bool tableSchema = false)
    {
        if (tableSchema) command.Add(without);
        foreach (var option in (Option[])[features, audio, classColumn, groupColumn, map, schema, cache]) command.Add(option);
        command.Validators.Add(result =>
        {
            var given = (result.GetValue(features) is null ? 0 : 1) + (result.GetValue(audio) is null ? 0 : 1);
            if (given != 1) result.AddError("Give the data by either --features TABLE or --audio MANIFEST.");
            if (!tableSchema && result.GetValue(features) is not null && result.GetValue(schema) is not null) result.AddError("--schema belongs to --audio.");

            foreach (var pair in result.GetValue(map) ?? [])
            {
                if (!TryReadPair(pair, out _, out _)) result.AddError($"--map '{pair}' is not of the form VALUE=EMOTION.");
            }
        });
    }

    /// <summary>What the command line says.</summary>
    public DatasetChoice Read(ParseResult parsed)
    {
        var mapping = new Dictionary<string, EmotionLabel>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in parsed.GetValue(map) ?? [])
        {
            if (TryReadPair(pair, out var value, out var label)) mapping[value] = label;
        }

        return new DatasetChoice(
            parsed.GetValue(features), parsed.GetValue(audio), parsed.GetValue(classColumn), parsed.GetValue(groupColumn), mapping, parsed.GetValue(schema),
            parsed.GetRequiredValue(cache))
        {
            Without = parsed.GetValue(without) ?? [],
        };
    }

    private static bool TryReadPair(string pair, out string value, out EmotionLabel label)
    {
        var equals = pair.LastIndexOf('=');
        value = equals > 0 ? pair[..equals].Trim() : string.Empty;
        return EmotionNames.TryParse(equals > 0 ? pair[(equals + 1)..] : null, out label) && value.Length > 0;
    }
}

/// <summary>A labelled data set, as the command line names it.</summary>
/// <param name="Features">Path of a feature table; null when <paramref name="Audio"/> is given.</param>
/// <param name="Audio">Path of an audio manifest or folder; null when <paramref name="Features"/> is given.</param>
/// <param name="ClassColumn">The column that holds the emotions; null to find it.</param>
/// <param name="GroupColumn">The column whose equal values stay in one fold; null to find it.</param>
/// <param name="Mapping">Class values and the emotions they mean.</param>
/// <param name="Schema">What is computed from <paramref name="Audio"/>, or what the table's columns are; null for what the model reads, the default, or the table's own.</param>
/// <param name="Cache">Folder that keeps the features of <paramref name="Audio"/>.</param>
internal sealed record DatasetChoice(
    string? Features, string? Audio, string? ClassColumn, string? GroupColumn, IReadOnlyDictionary<string, EmotionLabel> Mapping, FeatureSchema? Schema,
    string Cache)
{
    /// <summary>Features that are left out.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];
}
