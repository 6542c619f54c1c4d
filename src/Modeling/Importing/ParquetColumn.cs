using System.Globalization;
using Cluster.Modeling.Data;
using Parquet;
using Parquet.Schema;

namespace Cluster.Modeling.Importing;

/// <summary>Takes up one column of a Parquet file, row group by row group.</summary>
internal abstract class ParquetColumn(DataField dataField)
{
    /// <summary>The column as the file's schema describes it.</summary>
    public DataField Field => dataField;

    /// <summary>Makes the reader for a column's type.</summary>
    /// <exception cref="DatasetException">Columns of this type are not read.</exception>
    public static ParquetColumn Create(string file, DataField field, int rows) => field.ClrType switch
    {
        var type when field is TimeDataField time && type == typeof(int) => new Times<int>(field, rows, value => TimeText(value, time.Precision)),
        var type when field is TimeDataField time && type == typeof(long) => new Times<long>(field, rows, value => TimeText(value, time.Precision)),
        var type when type == typeof(double) => new Numbers<double>(field, rows, value => value),
        var type when type == typeof(float) => new Numbers<float>(field, rows, value => value),
        var type when type == typeof(decimal) => new Numbers<decimal>(field, rows, value => (double)value),
        var type when type == typeof(bool) => new Numbers<bool>(field, rows, value => value ? 1 : 0),
        var type when type == typeof(sbyte) => new Numbers<sbyte>(field, rows, value => value),
        var type when type == typeof(byte) => new Numbers<byte>(field, rows, value => value),
        var type when type == typeof(short) => new Numbers<short>(field, rows, value => value),
        var type when type == typeof(ushort) => new Numbers<ushort>(field, rows, value => value),
        var type when type == typeof(int) => new Numbers<int>(field, rows, value => value),
        var type when type == typeof(uint) => new Numbers<uint>(field, rows, value => value),
        var type when type == typeof(long) => new Numbers<long>(field, rows, value => value),
        var type when type == typeof(ulong) => new Numbers<ulong>(field, rows, value => value),
        var type when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => new Words(file, field, rows),
        var type when type == typeof(DateTime) => new Times<DateTime>(field, rows, value => value.ToString("O", CultureInfo.InvariantCulture)),
        var type when type == typeof(DateOnly) => new Times<DateOnly>(field, rows, value => value.ToString("O", CultureInfo.InvariantCulture)),
        var type when type == typeof(TimeSpan) => new Times<TimeSpan>(field, rows, value => value.ToString("c", CultureInfo.InvariantCulture)),
        var type when type == typeof(TimeOnly) => new Times<TimeOnly>(field, rows, value => value.ToString("O", CultureInfo.InvariantCulture)),
        var type when type == typeof(Guid) => new Times<Guid>(field, rows, value => value.ToString()),
        var type => throw new DatasetException(
            $"'{file}', column '{field.Name}': columns of {NameOf(type)} are not read; numbers, truth values, text and times are. Leave it out, or convert it."),
    };

    // Times of day come as plain counts; a list of audio holds lengths and starts in them.
    private static string TimeText(long count, TimeUnitPrecision precision) => TimeSpan.FromTicks(precision switch
    {
        TimeUnitPrecision.Millis => count * TimeSpan.TicksPerMillisecond,
        TimeUnitPrecision.Micros => count * TimeSpan.TicksPerMicrosecond,
        _ => count / 100,
    }).ToString("c", CultureInfo.InvariantCulture);

    private static string NameOf(Type type) => type == typeof(ReadOnlyMemory<byte>) || type == typeof(byte[]) ? "raw bytes" : $"type {type.Name}";

    /// <summary>Reads one row group's values.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="start">The table's row at which the group begins.</param>
    /// <param name="count">Its rows.</param>
    public abstract Task<bool> ReadAsync(ParquetRowGroupReader group, int start, int count);

    /// <summary>The whole column.</summary>
    public abstract SourceColumn Build();

    /// <summary>Values of one row group; null where there is none.</summary>
    private static async Task<T?[]> ReadValuesAsync<T>(ParquetRowGroupReader group, DataField field, int count) where T : struct
    {
        var values = new T?[count];
        if (field.IsNullable)
        {
            await group.ReadAsync(field, values.AsMemory());
            return values;
        }

        var plain = new T[count];
        await group.ReadAsync(field, plain.AsMemory());
        return Array.ConvertAll(plain, value => (T?)value);
    }

    private sealed class Numbers<T>(DataField field, int rows, Func<T, double> convert) : ParquetColumn(field) where T : struct
    {
        private readonly double[] values = new double[rows];
        private bool[]? isNull;

        public override async Task<bool> ReadAsync(ParquetRowGroupReader group, int start, int count)
        {
            var read = await ReadValuesAsync<T>(group, Field, count);
            for (var i = 0; i < count; i++)
            {
                if (read[i] is { } value) values[start + i] = convert(value);
                else (isNull ??= new bool[values.Length])[start + i] = true;
            }

            return true;
        }

        public override SourceColumn Build() => new NumberColumn(Field.Name.Trim(), new NumberCells(values, isNull));
    }

    private sealed class Times<T>(DataField field, int rows, Func<T, string> convert) : ParquetColumn(field) where T : struct
    {
        private readonly string?[] values = new string?[rows];

        public override async Task<bool> ReadAsync(ParquetRowGroupReader group, int start, int count)
        {
            var read = await ReadValuesAsync<T>(group, Field, count);
            for (var i = 0; i < count; i++) values[start + i] = read[i] is { } value ? convert(value) : null;
            return true;
        }

        public override SourceColumn Build() => new TextColumn(Field.Name.Trim(), values);
    }

    private sealed class Words(string file, DataField field, int rows) : ParquetColumn(field)
    {
        // Labels, artists and genres recur: each is kept once.
        private const int MaxDistinct = 10_000;
        private readonly string?[] values = new string?[rows];
        private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
        private long characters;

        public override async Task<bool> ReadAsync(ParquetRowGroupReader group, int start, int count)
        {
            var read = new string?[count];
            await group.ReadAsync(Field, read.AsMemory());
            for (var i = 0; i < count; i++) values[start + i] = Keep(read[i]);
            return true;
        }

        public override SourceColumn Build() => new TextColumn(Field.Name.Trim(), values);

        private string? Keep(string? text)
        {
            if (text is null) return null;
            if (known.TryGetValue(text, out var kept)) return kept;
            if (text.Length > TableLimits.MaxCellLength)
                throw new DatasetException($"'{file}', column '{Field.Name}': a cell has more than {TableLimits.MaxCellLength} characters.");
            TableLimits.CheckBytes(file, characters += text.Length);
            if (known.Count < MaxDistinct) known[text] = text;
            return text;
        }
    }
}
