using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Cluster.Catalog.Sql;

namespace Cluster.Catalog.Postgres;

/// <summary>A text in PostgreSQL's dialect.</summary>
/// <param name="Sql">With the server's own numbered parameters: nothing has to be parsed again when it runs.</param>
/// <param name="Parameters">The parameters' names in the order of their numbers.</param>
internal sealed partial record PostgresText(string Sql, IReadOnlyList<string> Parameters)
{
    private static readonly SqlMarks Marks = new(
        In: "= ANY ({0})",
        LongEqual: "text_key({0}) = text_key({1})",
        LongIn: "text_key({0}) = ANY (ARRAY(SELECT text_key(value) FROM unnest(CAST({1} AS text[])) AS value))",
        Lock: "FOR NO KEY UPDATE OF {0}",
        Claim: "FOR NO KEY UPDATE OF {0} SKIP LOCKED",
        Hex: "encode({0}, 'hex')",
        Join: "JOIN");

    private static readonly ConcurrentDictionary<string, PostgresText> Known = new(StringComparer.Ordinal);

    /// <summary>The dialect's form of a text; the program has a bounded number of them, so they are kept.</summary>
    public static PostgresText Of(string sql) => Known.GetOrAdd(sql, Translate);

    private static PostgresText Translate(string sql)
    {
        var names = new List<string>();
        var numbered = Name().Replace(Marks.Apply(sql), name =>
        {
            if (!names.Contains(name.Value)) names.Add(name.Value);
            return string.Create(CultureInfo.InvariantCulture, $"${names.IndexOf(name.Value) + 1}");
        });
        return new PostgresText(numbered, names);
    }

    [GeneratedRegex(@"\$[a-z_]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
