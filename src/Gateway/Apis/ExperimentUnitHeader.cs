using System.Diagnostics.CodeAnalysis;
using Cluster.Abstractions.Experiments;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Reads for whom an answer is: the unit of experiments on users.</summary>
internal static class ExperimentUnitHeader
{
    /// <summary>Header that names the user: UTF-8, percent-encoded where it is not ASCII. The query's <c>unit</c> does the same.</summary>
    public const string Name = "X-Unit";

    /// <summary>Reads the unit; null when nobody is named.</summary>
    public static bool TryRead(HttpContext context, string? query, out string? unit, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        problem = null;
        var header = context.Request.Headers[Name].ToString();
        unit = header.Length == 0 ? query : Uri.UnescapeDataString(header);
        if (string.IsNullOrWhiteSpace(unit)) unit = null;
        if (header.Length > 0 && query is not null && unit != query) problem = Problem.BadRequest($"unit and {Name} name different users: send one of them.", "unit");
        else if (unit is not null && ExperimentUnits.Validate(unit) is { } bad) problem = Problem.BadRequest(bad, "unit");
        return problem is null;
    }
}
