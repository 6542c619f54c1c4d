using System.CommandLine;
using Cluster.Featurization;
using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Training;

namespace Cluster.Cli.Training;

/// <summary><c>--deep</c> and what belongs to it: training a network on log-mel patches in the place of choosing among candidates.</summary>
/// <param name="candidates">What is tried otherwise.</param>
internal sealed class DeepOptions(Option candidates)
{
    private readonly Option<bool> deep = new("--deep")
    {
        Description = $"Train a convolutional network on log-mel patches (schema {DeepPart.SchemaVersion}); needs the deep-learning part, src/Modeling.Torch.",
    };

    private readonly Option<int> epochs = new("--epochs") { Description = "With --deep: the most passes over the training rows; 40 unless given.", HelpName = "N" };

    private readonly Option<DeepDevice?> device = new("--device")
    {
        Description = "With --deep: auto (CUDA where there is some), cpu or cuda.",
        HelpName = "DEVICE",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (!char.IsAsciiDigit(text.FirstOrDefault()) && Enum.TryParse<DeepDevice>(text, ignoreCase: true, out var found)) return found;
            result.AddError($"--device '{text}' is none of auto, cpu and cuda.");
            return null;
        },
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[deep, epochs, device]) command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(deep))
            {
                if (result.GetResult(candidates) is { Implicit: false }) result.AddError("--candidates has no meaning with --deep: there is one network.");
                return;
            }

            foreach (var option in (Option[])[epochs, device])
            {
                if (result.GetResult(option) is not null) result.AddError($"{option.Name} belongs to --deep.");
            }
        });
    }

    /// <summary>True with <c>--deep</c>.</summary>
    public bool IsAskedFor(ParseResult parsed) => parsed.GetValue(deep);

    /// <summary>The procedure that the command line asks for, and the data set under the schema that networks read.</summary>
    /// <exception cref="DatasetException">Another schema was asked for.</exception>
    /// <exception cref="DeepPartException">The deep-learning part is not installed, or cannot run here.</exception>
    /// <exception cref="CliException">A number is outside its range.</exception>
    public (DatasetChoice Choice, ITrainingProcedure Procedure) CreateProcedure(ParseResult parsed, DatasetChoice choice)
    {
        var schema = choice.Schema ?? FeatureSchema.Find(DeepPart.SchemaVersion)!;
        DeepPart.EnsureSchema(schema.Id);
        var defaults = new DeepTrainingOptions();
        var options = defaults with
        {
            Bands = schema.Options.MelBandCount,
            Steps = schema.Length / schema.Options.MelBandCount,
            Epochs = parsed.GetResult(epochs) is null ? defaults.Epochs : parsed.GetValue(epochs),
            Device = parsed.GetValue(device) ?? defaults.Device,
        };
        if (options.FindFlaw() is { } flaw) throw new CliException($"--deep: {flaw}", exitCode: ExitCode.Usage);
        return (choice with { Schema = schema }, DeepPart.Require().CreateProcedure(options));
    }
}
