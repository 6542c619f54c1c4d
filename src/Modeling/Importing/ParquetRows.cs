using System.Globalization;
using Cluster.Modeling.Data;
using Parquet;
using Parquet.Schema;

namespace Cluster.Modeling.Importing;

/// <summary>Some columns of a Parquet file as rows of text, one row group in memory at a time: for lists that are too long for a table.</summary>
public sealed class ParquetRows : IDisposable
{
    /// <summary>Rows that a row group may have; writers make them of some hundred thousand.</summary>
    public const int MaxGroupRows = 1_000_000;

    private readonly string file;
    private readonly FileStream stream;
    private readonly ParquetReader reader;
    private readonly DataField?[] fields;

    private ParquetRows(string file, FileStream stream, ParquetReader reader, DataField?[] fields) =>
        (this.file, this.stream, this.reader, this.fields) = (file, stream, reader, fields);

    /// <summary>Whether a file says by its name that it is of this kind.</summary>
    public static bool IsNamed(string path) => string.Equals(Path.GetExtension(path), ".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a file and finds its columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Names of columns, in any case and with or without underscores.</param>
    /// <exception cref="DatasetException">The file cannot be read or is damaged; a row group is too large; or a wanted column holds lists or records.</exception>
    public static ParquetRows Open(string path, IReadOnlyList<string> columns)
    {
        var file = Path.GetFileName(path);
        FileStream? stream = null;
        ParquetReader? reader = null;
        try
        {
            stream = SourceFile.Open(path);
            ParquetTableReader.EnsureParquet(file, stream);
            var opened = stream;
            reader = Wait(() => ParquetTableReader.GuardAsync(file, null, () => ParquetReader.CreateAsync(opened, leaveStreamOpen: true)));
            var found = columns.Select(name => reader.Schema.Fields.FirstOrDefault(field => Same(field.Name, name))).ToArray();
            return new ParquetRows(file, stream, reader, [.. found.Select(field => field is null ? null : ParquetTableReader.Flat(file, field))]);
        }
        catch (Exception error)
        {
            if (reader is not null) Wait(async () => { await reader.DisposeAsync(); return true; });
            stream?.Dispose();
            if (error is IOException or UnauthorizedAccessException) throw new DatasetException($"'{path}' cannot be read: {error.Message}", error);
            throw;
        }
    }

    /// <summary>Whether the file has the wanted column of this place.</summary>
    public bool Has(int column) => fields[column] is not null;

    /// <summary>The names of the file's columns.</summary>
    public IEnumerable<string> Columns => reader.Schema.Fields.Select(column => column.Name);

    /// <summary>The rows in order, each with a cell per wanted column; null where there is no value or no such column.</summary>
    /// <exception cref="DatasetException">The file is damaged further on, or a row group is too large.</exception>
    public IEnumerable<string?[]> Read()
    {
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            var (count, columns) = Wait(() => ReadGroupAsync(g));
            for (var row = 0; row < count; row++) yield return [.. columns.Select(column => Cell(column, row))];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Wait(async () =>
        {
            await reader.DisposeAsync();
            return true;
        });
        stream.Dispose();
    }

    private async Task<(int Count, SourceColumn?[] Columns)> ReadGroupAsync(int number)
    {
        using var group = reader.OpenRowGroupReader(number);
        if (group.RowCount is < 0 or > MaxGroupRows)
        {
            throw new DatasetException(string.Create(
                CultureInfo.InvariantCulture, $"'{file}', row group {number + 1}: {group.RowCount} rows; write it with at most {MaxGroupRows} rows a group."));
        }

        var count = (int)group.RowCount;
        var columns = new SourceColumn?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is not { } field) continue;
            var column = ParquetColumn.Create(file, field, count);
            await ParquetTableReader.GuardAsync(file, field.Name, () => column.ReadAsync(group, 0, count));
            columns[i] = column.Build();
        }

        return (count, columns);
    }

    private static string? Cell(SourceColumn? column, int row) => column is not null && column.Cell(row) is { Length: > 0 } text ? text.ToString() : null;

    private static bool Same(string field, string name) =>
        string.Equals(field.Trim().Replace("_", string.Empty, StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase);

    // The library only reads asynchronously; on a thread of the pool nothing waits for the caller's own thread.
    private static T Wait<T>(Func<Task<T>> read) => Task.Run(read).GetAwaiter().GetResult();
}
