using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Catalog.Sqlite;

/// <summary>One numbered step of the schema, as a file <c>NNNN_name.sql</c> within the assembly. A shipped one is never edited; a new number follows it.</summary>
/// <param name="Number">Its number; they are applied in order.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Sql">Its text.</param>
internal sealed record SqliteMigration(int Number, string Name, string Sql)
{
    private const string Prefix = "Cluster.Catalog.Migrations.Sqlite.";
    private const string Suffix = ".sql";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<SqliteMigration> All { get; } = Load();

    /// <summary>SHA-256 of the text, line ends aside, in lower-case hexadecimal.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    private static List<SqliteMigration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var migrations = new List<SqliteMigration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var name = resource[Prefix.Length..^Suffix.Length];
            migrations.Add(new SqliteMigration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..], reader.ReadToEnd()));
        }

        migrations.Sort((a, b) => a.Number.CompareTo(b.Number));
        return migrations;
    }
}
