using System.Security.Cryptography;
using Cluster.Modeling.Data;
using Parquet;
using Parquet.Schema;

namespace Cluster.Modeling.Importing;

/// <summary>Reads an Apache Parquet file: flat columns of numbers, truth values, text and times.</summary>
/// <remarks>
/// One column of one row group is in memory beside what is kept: 8 bytes per number. Files come from anywhere, so that whatever the library stumbles over is a
/// damaged file, named with the column.
/// </remarks>
internal static class ParquetTableReader
{
    // The footer describes every column of every row group in some hundred bytes.
    private const int MaxFooter = 1 << 26;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Whether a file begins like Parquet, or says so by its name.</summary>
    public static bool IsParquet(string path)
    {
        if (string.Equals(Path.GetExtension(path), ".parquet", StringComparison.OrdinalIgnoreCase)) return true;
        try
        {
            using var stream = SourceFile.Open(path);
            if (!stream.CanSeek) return false;                     // a pipe can be read once
            Span<byte> first = stackalloc byte[4];
            return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual(Magic);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;                                          // reading it as text says what is wrong
        }
    }

    /// <exception cref="DatasetException">The file cannot be read, is damaged, is too large, or has a column of another type.</exception>
    public static SourceTable Read(string path)
    {
        var file = Path.GetFileName(path);
        try
        {
            using var stream = SourceFile.Open(path);
            EnsureParquet(file, stream);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));

            // The library only reads asynchronously; on a thread of the pool nothing waits for the caller's own thread.
            var columns = Task.Run(() => GuardAsync(file, null, () => ReadColumnsAsync(file, stream))).GetAwaiter().GetResult();
            return new SourceTable
            {
                File = file,
                Sha256 = sha256,
                Format = "parquet",
                Columns = columns.Columns,
                RowCount = columns.Rows,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="DatasetException">The file is no Parquet file, or damaged.</exception>
    public static void EnsureParquet(string file, FileStream stream)
    {
        Span<byte> mark = stackalloc byte[4];
        if (stream.CanSeek && stream.Length >= 12 && stream.ReadAtLeast(mark, 4, throwOnEndOfStream: false) == 4 && mark.SequenceEqual(Magic))
        {
            stream.Seek(-4, SeekOrigin.End);
            if (stream.ReadAtLeast(mark, 4, throwOnEndOfStream: false) == 4 && mark.SequenceEqual(Magic))
            {
                if (!ThriftCompact.HasFooter(stream, MaxFooter)) throw new DatasetException($"'{file}' is a damaged Parquet file: its footer cannot be read.");
                stream.Position = 0;
                return;
            }

            throw new DatasetException($"'{file}' is a damaged Parquet file: its end is missing.");
        }

        throw new DatasetException($"'{file}' is no Parquet file: it does not begin like one.");
    }

    private static async Task<(IReadOnlyList<SourceColumn> Columns, int Rows)> ReadColumnsAsync(string file, FileStream stream)
    {
        stream.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true);
        var half = reader.Metadata?.Schema.Find(element => element.LogicalType?.FLOAT16 is not null);
        if (half is not null) throw new DatasetException($"'{file}', column '{half.Name}': numbers of half precision are not read. Leave it out, or convert it.");
        var schema = reader.Schema;
        TableLimits.CheckColumns(file, "schema", schema.Fields.Count);
        var fields = schema.Fields.Select(field => Flat(file, field)).ToArray();
        var rows = CountRows(file, reader, fields);
        var builders = fields.Select(field => ParquetColumn.Create(file, field, rows)).ToArray();
        var start = 0;
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            var count = (int)group.RowCount;
            foreach (var builder in builders) await GuardAsync(file, builder.Field.Name, () => builder.ReadAsync(group, start, count));
            start += count;
        }

        return ([.. builders.Select(builder => builder.Build())], rows);
    }

    /// <exception cref="DatasetException">The column holds lists or records.</exception>
    public static DataField Flat(string file, Field field) => field is DataField { IsArray: false, MaxRepetitionLevel: 0 } data
        ? data
        : throw new DatasetException($"'{file}', column '{field.Name}': it holds lists or records; a table has one number or text per row and column. Leave it out, or spread it over columns.");

    // The counts come from the file: they are checked before anything is reserved for them.
    private static int CountRows(string file, ParquetReader reader, DataField[] fields)
    {
        var rows = 0L;
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            if (group.RowCount < 0) throw new DatasetException($"'{file}' is a damaged Parquet file: row group {g + 1} has {group.RowCount} rows.");
            rows += Math.Min(group.RowCount, int.MaxValue);
            TableLimits.CheckCells(file, rows, fields.Length);
        }

        return (int)rows;
    }

    /// <summary>Reads, and turns whatever the library stumbles over into what it means.</summary>
    public static async Task<T> GuardAsync<T>(string file, string? column, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is not DatasetException)
        {
            // The library reports damage by whatever it stumbled over: an index, a cast, an end of the stream.
            throw new DatasetException(
                $"'{file}' is a damaged Parquet file, or one of a kind that is not read{(column is null ? string.Empty : $": column '{column}'")}: {exception.Message}", exception);
        }
    }
}
