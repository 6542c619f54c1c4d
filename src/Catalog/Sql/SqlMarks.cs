using System.Globalization;
using System.Text.RegularExpressions;

namespace Cluster.Catalog.Sql;

/// <summary>What the two dialects say differently, as marks within a text.</summary>
/// <param name="In">For <c>&lt;in $list&gt;</c>: a column is one of a list's values.</param>
/// <param name="LongEqual">For <c>&lt;long column = $text&gt;</c>: a column equals a text that may be too long to be a key as it is.</param>
/// <param name="LongIn">For <c>&lt;long column in $list&gt;</c>: a column is one of a list's texts, which may be too long to be keys as they are.</param>
/// <param name="Lock">For <c>&lt;lock t&gt;</c> at the end of a query: the rows of <c>t</c> are this transaction's until it ends.</param>
/// <param name="Claim">For <c>&lt;claim t&gt;</c> at the end of a query: the same, and rows that are somebody else's are passed over.</param>
/// <param name="Hex">For <c>&lt;hex v.unit&gt;</c>: bytes as lower-case hexadecimal.</param>
/// <param name="Join">For <c>&lt;inner join&gt;</c>: a join whose tables are read in the order in which they are written, where the planner can be told.</param>
internal sealed partial record SqlMarks(string In, string LongEqual, string LongIn, string Lock, string Claim, string Hex, string Join)
{
    /// <summary>Replaces the marks; in each, <c>{0}</c> and <c>{1}</c> stand for what the mark names.</summary>
    public string Apply(string sql) => Mark().Replace(sql, mark => string.Format(
        CultureInfo.InvariantCulture,
        mark.Groups["word"].Value switch
        {
            "in" => In,
            "lock" => Lock,
            "claim" => Claim,
            "inner" => Join,
            "hex" => Hex,
            _ => mark.Groups["operator"].Value == "=" ? LongEqual : LongIn,
        },
        mark.Groups["name"].Value,
        mark.Groups["value"].Value));

    [GeneratedRegex(@"<(?<word>in|lock|claim|inner|hex|long) (?<name>\$?[\w.]+)( (?<operator>=|in) (?<value>\$\w+))?>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}
