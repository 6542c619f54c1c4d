using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Catalog.Sql;

/// <summary>One numbered step of the schema, as a file <c>NNNN_name.sql</c> within the assembly. A shipped one is never edited; a new number follows it.</summary>
/// <param name="Number">Its number; they are applied in order.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Sql">Its text.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string Prefix = "Cluster.Catalog.Migrations.";
    private const string Suffix = ".sql";

    /// <summary>SQLite's, in order.</summary>
    public static IReadOnlyList<Migration> Sqlite { get; } = Load("Sqlite");

    /// <summary>PostgreSQL's, in order.</summary>
    public static IReadOnlyList<Migration> Postgres { get; } = Load("Postgres");

    /// <summary>SHA-256 of the text, line ends aside, in lower-case hexadecimal.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The first migration that is not applied; null when all are. What is applied must be what this program knows.</summary>
    /// <param name="known">What this program knows, in order.</param>
    /// <param name="applied">What the catalogue has, in order.</param>
    /// <param name="catalogue">How messages call the catalogue.</param>
    /// <exception cref="CatalogException">The catalogue was written by a newer program, or by another one of the same number.</exception>
    public static Migration? Next(IReadOnlyList<Migration> known, IReadOnlyList<(int Number, string Checksum)> applied, string catalogue)
    {
        if (applied.Count > known.Count)
        {
            throw new CatalogException(
                $"The catalogue '{catalogue}' was written by a newer program (its schema is {applied[^1].Number}, this program knows {known.Count}). Use the newer program.");
        }

        for (var i = 0; i < applied.Count; i++)
        {
            if (applied[i].Number == known[i].Number && applied[i].Checksum == known[i].Checksum) continue;
            throw new CatalogException(
                $"Schema {applied[i].Number} of the catalogue '{catalogue}' is not the one that this program would make. Use the program that wrote it.");
        }

        return applied.Count < known.Count ? known[applied.Count] : null;
    }

    private static List<Migration> Load(string dialect)
    {
        var prefix = $"{Prefix}{dialect}.";
        var assembly = Assembly.GetExecutingAssembly();
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var name = resource[prefix.Length..^Suffix.Length];
            migrations.Add(new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..], reader.ReadToEnd()));
        }

        migrations.Sort((a, b) => a.Number.CompareTo(b.Number));
        return migrations;
    }
}
