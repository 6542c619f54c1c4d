using Parquet;
using Parquet.Schema;

namespace Cluster.Modeling.Tests.Support;

/// <summary>Writes Parquet files column by column.</summary>
internal static class ParquetFiles
{
    /// <summary>Writes a file; every column has the same number of values in every row group.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Arrays of one of: <c>T[]</c>, <c>T?[]</c> of a value type, <c>string?[]</c>, <c>TimeSpan[]</c>.</param>
    /// <param name="rowsPerGroup">Rows of a row group; 0 for all in one.</param>
    /// <param name="options">Of the library; null for its defaults.</param>
    public static async Task WriteAsync(string path, (string Name, Array Values)[] columns, int rowsPerGroup = 0, ParquetOptions? options = null)
    {
        var fields = columns.Select(FieldOf).ToArray();
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, options);
        var rows = columns[0].Values.Length;
        var step = rowsPerGroup == 0 ? Math.Max(1, rows) : rowsPerGroup;
        for (var start = 0; start < rows; start += step)
        {
            using var group = writer.CreateRowGroup();
            for (var j = 0; j < columns.Length; j++) await WriteAsync(group, fields[j], columns[j].Values, start, Math.Min(step, rows - start));
            group.CompleteValidate();
        }
    }

    private static DataField FieldOf((string Name, Array Values) column)
    {
        if (column.Values is TimeSpan[]) return new TimeDataField(column.Name, TimeUnitPrecision.Micros);
        return new DataField(column.Name, column.Values.GetType().GetElementType()!);
    }

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values, int start, int count) => values switch
    {
        string?[] words => group.WriteAsync(field, words[start..(start + count)]!),
        double[] numbers => group.WriteAsync<double>(field, numbers.AsMemory(start, count)),
        double?[] numbers => group.WriteAsync<double>(field, (ReadOnlyMemory<double?>)numbers.AsMemory(start, count)),
        float[] numbers => group.WriteAsync<float>(field, numbers.AsMemory(start, count)),
        int[] numbers => group.WriteAsync<int>(field, numbers.AsMemory(start, count)),
        long?[] numbers => group.WriteAsync<long>(field, (ReadOnlyMemory<long?>)numbers.AsMemory(start, count)),
        short[] numbers => group.WriteAsync<short>(field, numbers.AsMemory(start, count)),
        bool[] flags => group.WriteAsync<bool>(field, flags.AsMemory(start, count)),
        decimal[] numbers => group.WriteAsync<decimal>(field, numbers.AsMemory(start, count)),
        TimeSpan[] times => group.WriteAsync<long>(field, times[start..(start + count)].Select(time => time.Ticks / TimeSpan.TicksPerMicrosecond).ToArray().AsMemory()),
        _ => throw new ArgumentException($"No way to write {values.GetType()}."),
    };
}
