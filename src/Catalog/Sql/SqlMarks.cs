using System.Text.RegularExpressions;

namespace Cluster.Catalog.Sql;

/// <summary>What the two dialects say differently, as marks within a text.</summary>
/// <param name="In">For <c>&lt;in $list&gt;</c>: a column is one of a list's values.</param>
/// <param name="Lock">For <c>&lt;lock t&gt;</c> at the end of a query: the rows of <c>t</c> are this transaction's until it ends.</param>
/// <param name="Claim">For <c>&lt;claim t&gt;</c> at the end of a query: the same, and rows that are somebody else's are passed over.</param>
/// <param name="Join">For <c>&lt;inner join&gt;</c>: a join whose tables are read in the order in which they are written, where the planner can be told.</param>
internal sealed partial record SqlMarks(string In, string Lock, string Claim, string Join)
{
    /// <summary>Replaces the marks; in each, <c>{0}</c> stands for what the mark names.</summary>
    public string Apply(string sql) => Mark().Replace(sql, mark => string.Format(
        System.Globalization.CultureInfo.InvariantCulture,
        mark.Groups[1].Value switch { "in" => In, "lock" => Lock, "claim" => Claim, _ => Join },
        mark.Groups[2].Value));

    [GeneratedRegex(@"<(in|lock|claim|inner) (\$?\w+)>", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
