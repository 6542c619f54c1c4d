using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary>Arms and shares as the command line writes them: <c>NAME=SHARE</c>, a share as a number or in percent.</summary>
internal static class ExperimentArms
{
    /// <summary><c>--arm NAME=SHARE[:CONTENT]</c>, once for each arm.</summary>
    public static Option<CreateArm[]> Arms() => Many(
        "--arm",
        "NAME=SHARE[:CONTENT]",
        "An arm with its share (0.01 or 1%). Its content is the model version (or challenger), the thresholds (0.7,0.8), or the payload; the control has none.",
        text => TryReadArm(text, out var arm) ? arm : null,
        "it must be NAME=SHARE or NAME=SHARE:CONTENT, like canary=1%:lr-1f2e3d4c5b6a");

    /// <summary><c>--share NAME=SHARE</c>, once for each arm that changes.</summary>
    public static Option<CreateArm[]> Shares() => Many(
        "--share", "NAME=SHARE", "An arm's new share; arms that are not named keep theirs.", text => TryReadArm(text, out var arm) && arm.Payload is null ? arm : null, "it must be NAME=SHARE, like canary=10%");

    /// <summary>An arm whose content is what the experiment's kind takes.</summary>
    /// <exception cref="CliException">The content is no pair of thresholds.</exception>
    public static CreateArm OfKind(CreateArm arm, string kind)
    {
        if (arm.Payload is not { } content || kind == "presentation") return arm;
        if (kind == "model") return arm with { Payload = null, Version = content };
        var parts = content.Split(',');
        if (parts.Length == 2 && TryReadNumber(parts[0], out var tagged) && TryReadNumber(parts[1], out var topTwo))
            return arm with { Payload = null, TaggedThreshold = tagged, TopTwoThreshold = topTwo };
        throw new CliException($"--arm '{arm.Name}': '{content}' are no thresholds.", "write least confidence and least sum of the best two, like 0.7,0.8.", ExitCode.Usage);
    }

    private static Option<CreateArm[]> Many(string name, string helpName, string description, Func<string, CreateArm?> read, string rule) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            var arms = new List<CreateArm>();
            foreach (var token in result.Tokens)
            {
                if (read(token.Value) is { } arm) arms.Add(arm);
                else result.AddError($"{name} '{token.Value}' does not fit: {rule}.");
            }

            if (arms.GroupBy(arm => arm.Name).FirstOrDefault(same => same.Count() > 1) is { } twice) result.AddError($"{name}: '{twice.Key}' is there twice.");
            return [.. arms];
        },
    };

    private static bool TryReadArm(string text, out CreateArm arm)
    {
        arm = new CreateArm(string.Empty, 0);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1) return false;
        var colon = text.IndexOf(':', equals);
        var share = text[(equals + 1)..(colon < 0 ? text.Length : colon)];
        var percent = share.EndsWith('%');
        if (!TryReadNumber(percent ? share[..^1] : share, out var value)) return false;
        if (percent) value /= 100;
        if (value is not (>= 0 and <= 1)) return false;
        arm = new CreateArm(text[..equals], value, Payload: colon < 0 || colon == text.Length - 1 ? null : text[(colon + 1)..]);
        return true;
    }

    private static bool TryReadNumber(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
