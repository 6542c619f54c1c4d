using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Cluster.Featurization;

namespace Cluster.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Where the gateway listens unless told otherwise.</summary>
    public const string DefaultGateway = "http://127.0.0.1:5080";

    /// <summary><c>--gateway URL</c>.</summary>
    public static Option<Uri> Gateway() => new("--gateway")
    {
        Description = "Address of the cluster's gateway.",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri(DefaultGateway),
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
            result.AddError($"'{text}' is no address of a gateway; one looks like {DefaultGateway}.");
            return null;
        },
    };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary><c>--schema NAME</c>; null when it is not given.</summary>
    public static Option<FeatureSchema?> Schema() => new("--schema")
    {
        Description = "The feature schema; librosa-v1 unless given.",
        HelpName = "NAME",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (FeatureSchema.Find(text) is { } schema) return schema;
            result.AddError($"'{text}' is no feature schema; known: {FeatureSchema.ReleasedNames}.");
            return null;
        },
    };

    /// <summary><c>--limit N</c>: entries of one page.</summary>
    public static Option<int?> Limit(int unless) => Whole("--limit", "N", "How many to list, at most 1000.", 1, 1000, unless);

    /// <summary>An option that takes a whole number within bounds.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="helpName">What the help calls the number.</param>
    /// <param name="description">What the help says.</param>
    /// <param name="least">Least value.</param>
    /// <param name="most">Greatest value.</param>
    /// <param name="unless">The value when it is not given; null for none.</param>
    public static Option<int?> Whole(string name, string helpName, string description, int least, int most, int? unless = null)
    {
        var option = new Option<int?>(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
                result.AddError($"{name} '{text}' does not fit: it must be a whole number {(most == int.MaxValue ? $"from {least} up" : $"in {least} to {most}")}.");
                return null;
            },
        };
        if (unless is not null) option.DefaultValueFactory = _ => unless;
        return option;
    }

    /// <summary><c>--cursor CURSOR</c>: the next page.</summary>
    public static Option<string> Cursor() => new("--cursor") { Description = "Where the list goes on, as the page before says.", HelpName = "CURSOR" };

    /// <summary>Says how the next page is had; nothing after the last one.</summary>
    public static void WriteMore(string? nextCursor, CliContext context)
    {
        if (nextCursor is not null) context.Output.WriteLine($"there is more: --cursor {nextCursor}");
    }

    /// <summary>An option that takes a number within bounds.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="helpName">What the help calls the number.</param>
    /// <param name="description">What the help says.</param>
    /// <param name="isValid">The bounds.</param>
    /// <param name="rule">The bounds in words.</param>
    /// <param name="unless">The value when it is not given.</param>
    public static Option<double?> Number(string name, string helpName, string description, Func<double, bool> isValid, string rule, double? unless = null)
    {
        var option = new Option<double?>(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && isValid(value)) return value;
                result.AddError($"{name} '{text}' does not fit: {rule}.");
                return null;
            },
        };
        if (unless is not null) option.DefaultValueFactory = _ => unless;
        return option;
    }

    /// <summary>A client for the gateway that the command line names.</summary>
    public static GatewayClient Connect(this ParseResult parsed, Option<Uri> gateway, CliContext context) =>
        new(parsed.GetRequiredValue(gateway), context.HttpHandler());
}
