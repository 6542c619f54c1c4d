using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Features;
using Cluster.Featurization;
using Cluster.Featurization.Decoding;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster features FILE...</c>: the features of audio files.</summary>
internal static class FeaturesCommand
{
    public static Command Create(CliContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "Audio files.", Arity = ArgumentArity.OneOrMore };
        var start = CommonOptions.Number(
            "--start", "S", "Where to begin, in seconds.", seconds => seconds is >= 0 and < 1e9, "it is at least 0 seconds", unless: 0);
        var duration = CommonOptions.Number(
            "--duration", "S", "How much to analyse, in seconds; the rest of the file unless given.", seconds => seconds is > 0 and < 1e9, "it is more than 0 seconds");
        var noLoudness = new Option<bool>("--no-loudness") { Description = "Leave the level as it is: the numbers that librosa gives." };
        var schema = CommonOptions.Schema();
        var raw = new Option<bool>("--raw")
        {
            Description = "Of mirtoolbox-v1 only: leave off its band limit at 16 kHz and its rounding to 16 bit, which gives the numbers of the toolbox itself.",
        };
        var json = CommonOptions.Json("Print one line of JSON per file. A value that is not a number is null.");
        var command = new Command("features", "Show the features of audio files, or of the same stretch of each.") { files, start, duration, schema, noLoudness, raw, json };
        command.Validators.Add(result =>
        {
            // A schema that is unknown has its error already.
            if (!result.GetValue(raw) || result.GetResult(schema)?.Errors.Any() == true) return;
            var asked = result.GetValue(schema) ?? FeatureSchema.Default;
            if (!asked.HasFrontEnd) result.AddError($"--raw leaves off a front end, and {asked.Id} has none; {FeatureSchema.MirToolboxVersion} has one.");
        });
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                var options = (parsed.GetValue(schema) ?? FeatureSchema.Default).Options;
                if (parsed.GetValue(noLoudness)) options = options with { LoudnessTargetLufs = null };
                if (parsed.GetValue(raw)) options = options with { FrontEnd = false };
                var featurizer = new TrackFeaturizer(options) { WithFrameSummary = true };
                var code = ExitCode.Ok;
                foreach (var file in parsed.GetRequiredValue(files))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!Show(featurizer, file, parsed.GetValue(start) ?? 0, parsed.GetValue(duration), parsed.GetValue(json), context, cancellationToken))
                    {
                        code = ExitCode.Failed;
                    }
                }

                return code;
            },
            cancellationToken));
        return command;
    }

    private static bool Show(
        TrackFeaturizer featurizer, string file, double startS, double? durationS, bool json, CliContext context, CancellationToken cancellationToken)
    {
        try
        {
            var (audio, clip) = featurizer.FeaturizeStretch(file, startS, durationS, cancellationToken);
            if (json) context.Output.WriteLine(FeaturesJson.Write(file, featurizer.Schema, audio, clip.Features));
            else Write(file, featurizer.Schema, audio, clip.Features, context.Output);
            return true;
        }
        catch (Exception bad) when (bad is AudioFormatException or IOException or UnauthorizedAccessException)
        {
            // One bad file must not hide the others' numbers.
            context.WriteError($"{file}: {bad.Message}");
            return false;
        }
    }

    private static void Write(string file, FeatureSchema schema, AudioInfo audio, ClipFeatures features, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine(string.Create(
            culture, $"{file}: {audio.Format}, {audio.SampleRate} Hz, {audio.Channels} channels, {JobText.Duration(audio.DurationS)}; schema {schema.Id}"));
        switch (schema.Form)
        {
            case FeatureForm.Patch:
                output.WriteLine(string.Create(culture, $"  {features.Vector.Length} levels in dB, {features.Frames} frames, gain {features.GainDb:0.0} dB; --json prints them"));
                break;
            case FeatureForm.Columns:
                foreach (var (name, value) in schema.Names.Zip(features.Columns)) output.WriteLine(string.Create(culture, $"  {name,-52} {value,14:G7}"));
                break;
            default:
                WriteSummary(features, output);
                break;
        }
    }

    private static void WriteSummary(ClipFeatures features, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine(string.Create(
            culture, $"  tempo {features.Tempo:0.#} bpm, tuning {features.Tuning:0.00}, {features.Frames} frames, gain {features.GainDb:0.0} dB"));
        foreach (var family in FeatureSchema.Families)
        {
            if (features.FrameSummary?.GetValueOrDefault(family) is not { } summary) continue;
            var means = string.Join(' ', summary.Mean.Select(mean => mean.ToString("G5", culture)));
            output.WriteLine($"  {FeatureSchema.NameOf(family),-12} mean {means}");
        }
    }
}
