using System.CommandLine;
using Cluster.Modeling.Training;

namespace Cluster.Cli.Training;

/// <summary><c>--candidates NAMES</c>: what training chooses from.</summary>
internal static class CandidateOption
{
    /// <summary>Creates the option; its value was checked.</summary>
    public static Option<IReadOnlyList<string>> Create() => new("--candidates")
    {
        Description = $"What training chooses from, separated by commas: {Candidates.Choice}. By default {string.Join(',', Candidates.Default)}.",
        HelpName = "NAMES",
        DefaultValueFactory = _ => Candidates.Default,
        CustomParser = result =>
        {
            string[] names = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))];
            if (Candidates.FindFlaw(names) is not { } flaw) return names;
            result.AddError($"--candidates: {flaw}");
            return null;
        },
    };
}
