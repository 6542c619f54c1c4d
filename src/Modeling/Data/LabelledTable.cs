using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Importing;

namespace Cluster.Modeling.Data;

/// <summary>Labelled feature vectors under one schema: what models are trained and evaluated on. Immutable.</summary>
public sealed class LabelledTable
{
    private readonly Lazy<string> sha256;

    /// <summary>Creates a table.</summary>
    /// <param name="schemaId">The schema of the vectors.</param>
    /// <param name="featureNames">Names in the order of the vectors; distinct, at least 1.</param>
    /// <param name="rows">The rows; every vector as long as <paramref name="featureNames"/>.</param>
    /// <param name="import">What the importer repaired or dropped; null for a table made by code.</param>
    /// <exception cref="DatasetException">There is no row or feature, a name is doubled, or a vector has another length.</exception>
    public LabelledTable(string schemaId, IReadOnlyList<string> featureNames, IReadOnlyList<LabelledRow> rows, ImportReport? import = null)
    {
        if (featureNames.Count == 0) throw new DatasetException("The table has no feature columns.");
        if (rows.Count == 0) throw new DatasetException("The table has no usable rows.");
        if (featureNames.Distinct(StringComparer.Ordinal).Count() != featureNames.Count)
            throw new DatasetException("Two feature columns have the same name.");
        foreach (var row in rows)
        {
            if (row.Features.Length != featureNames.Count)
                throw new DatasetException($"Row '{row.Id}' holds {row.Features.Length} values, the schema has {featureNames.Count} features.");
        }

        SchemaId = schemaId;
        FeatureNames = featureNames;
        Rows = rows;
        Import = import ?? new ImportReport { RowsRead = rows.Count, RowsUsed = rows.Count };
        Groups = DenseGroups(rows, out var count);
        GroupCount = count;
        sha256 = new Lazy<string>(ComputeHash);
    }

    /// <summary>The schema of the vectors.</summary>
    public string SchemaId { get; }

    /// <summary>Names in the order of the vectors.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<LabelledRow> Rows { get; }

    /// <summary>What the importer repaired or dropped.</summary>
    public ImportReport Import { get; }

    /// <summary>Each row's group as a number from 0, by first appearance.</summary>
    public IReadOnlyList<int> Groups { get; }

    /// <summary>The number of groups.</summary>
    public int GroupCount { get; }

    /// <summary>SHA-256 of the content (schema, names, labels, groups, values; not row ids), 64 lower-case hex digits.</summary>
    public string Sha256 => sha256.Value;

    /// <summary>The emotions that occur, by rising number.</summary>
    public IReadOnlyList<EmotionLabel> Classes => [.. Rows.Select(row => row.Label).Distinct().Order()];

    /// <summary>The same rows with exactly these features in this order; columns are found by name.</summary>
    /// <exception cref="DatasetException">A feature is not in the table.</exception>
    public LabelledTable AlignTo(string schemaId, IReadOnlyList<string> features)
    {
        if (schemaId == SchemaId && features.SequenceEqual(FeatureNames)) return this;
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var j = 0; j < FeatureNames.Count; j++) columns[FeatureNames[j]] = j;
        var missing = features.Where(name => !columns.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            throw new DatasetException(
                $"The table lacks {missing.Count} of the model's {features.Count} features, for example '{missing[0]}'.");
        }

        var order = features.Select(name => columns[name]).ToArray();
        var rows = Rows.Select(row => row with { Features = Array.ConvertAll(order, j => row.Features[j]) }).ToList();
        return new LabelledTable(schemaId, features, rows, Import);
    }

    /// <summary>The same table with some features missing in every row: they keep their place in the vector, and no model learns anything from them.</summary>
    /// <param name="features">Names of features.</param>
    /// <exception cref="DatasetException">A feature is not in the table, or none would be left.</exception>
    public LabelledTable Without(IReadOnlyCollection<string> features)
    {
        if (features.FirstOrDefault(name => !FeatureNames.Contains(name)) is { } unknown)
            throw new DatasetException($"The table has no feature '{unknown}' to leave out; it has for example '{FeatureNames[0]}'.");
        if (features.Count == 0) return this;
        var kept = FeatureNames.Select(name => !features.Contains(name)).ToArray();
        if (!kept.Contains(true)) throw new DatasetException("All features are left out: there is nothing to learn from.");
        var rows = Rows.Select(row => row with { Features = [.. row.Features.Select((value, j) => kept[j] ? value : float.NaN)] }).ToList();
        var dropped = new SortedDictionary<string, string>(Import.DroppedColumns.ToDictionary(), StringComparer.Ordinal);
        foreach (var name in features) dropped[name] = LeftOut;
        return new LabelledTable(SchemaId, FeatureNames, rows, Import with { DroppedColumns = dropped });
    }

    /// <summary>Why a column was dropped that somebody wanted dropped.</summary>
    internal const string LeftOut = "left out as asked";

    private static int[] DenseGroups(IReadOnlyList<LabelledRow> rows, out int count)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new int[rows.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            if (!numbers.TryGetValue(rows[i].Group, out groups[i])) numbers[rows[i].Group] = groups[i] = numbers.Count;
        }

        count = numbers.Count;
        return groups;
    }

    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', FeatureNames.Prepend(SchemaId)) + "\n"));
        var line = new byte[8 + (4 * FeatureNames.Count)];
        for (var i = 0; i < Rows.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(line, (int)Rows[i].Label);
            BinaryPrimitives.WriteInt32LittleEndian(line.AsSpan(4), Groups[i]);
            for (var j = 0; j < FeatureNames.Count; j++)
            {
                // All that is not a number counts as missing, whatever its bits.
                var value = Rows[i].Features[j];
                BinaryPrimitives.WriteSingleLittleEndian(line.AsSpan(8 + (4 * j)), float.IsFinite(value) ? value : float.NaN);
            }

            hash.AppendData(line);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
