using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Problems;

/// <summary>Says which field or parameter of a request has no form that can be read, without the names of our types.</summary>
internal static partial class UnreadableRequest
{
    private const string Type = "bad-request";
    private const string Title = "The request cannot be read";
    private const int MaxShown = 100;

    /// <summary>The problem of a request that was not taken.</summary>
    public static ProblemHttpResult From(BadHttpRequestException bad)
    {
        if (bad.StatusCode != StatusCodes.Status400BadRequest) return Problem.Make(bad.StatusCode, Type, Title, bad.Message);
        if (bad.InnerException is JsonException json) return FromJson(json);
        if (NotBound().Match(bad.Message) is { Success: true } bound)
        {
            var (name, value) = (bound.Groups["name"].Value, bound.Groups["value"].Value);
            return Make($"Parameter '{name}' cannot be read from '{(value.Length > MaxShown ? value[..MaxShown] + "..." : value)}'.", name);
        }

        if (bad.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal)) return Make("A body in JSON is needed.", "body");
        if (NotGiven().Match(bad.Message) is { Success: true } missing) return Make($"Parameter '{missing.Groups["name"].Value}' is needed.", missing.Groups["name"].Value);
        return Problem.Make(bad.StatusCode, Type, Title, bad.Message);
    }

    // Path begins with $, which is the body; the numbers count from 0. What is no JSON at all is the reader's error, inside the converter's.
    private static ProblemHttpResult FromJson(JsonException json)
    {
        var field = json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";
        var place = string.Create(CultureInfo.InvariantCulture, $"line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}");
        var whose = field == "body" ? "The body" : $"Field '{field}'";
        return Make(
            json.InnerException is JsonException
                ? $"{whose} is not JSON ({place})."
                : $"{whose} has a value of another kind than is asked for ({place}); /openapi/v1.json says which.",
            field);
    }

    private static ProblemHttpResult Make(string detail, string field) => Problem.Make(StatusCodes.Status400BadRequest, Type, Title, detail, new() { ["field"] = field });

    [GeneratedRegex("""^Failed to bind parameter ".* (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex NotBound();

    [GeneratedRegex("""^Required parameter ".* (?<name>\w+)" was not provided from .*\.$""", RegexOptions.Singleline)]
    private static partial Regex NotGiven();
}
