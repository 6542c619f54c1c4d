using System.Globalization;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>How large a table may be: all of it is held in memory, in about ten times a text file's size.</summary>
internal static class TableLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int MaxBytes = 1 << 28;

    /// <summary>Columns; the widest public sets of audio features have some 7,000.</summary>
    public const int MaxColumns = 20_000;

    /// <summary>Cells, that is rows times columns.</summary>
    public const long MaxCells = 50_000_000;

    /// <summary>Characters of a cell; a longer one is a quote that was left open, or no table.</summary>
    public const int MaxCellLength = 1 << 16;

    /// <exception cref="DatasetException">The file is larger than <see cref="MaxBytes"/>.</exception>
    public static void CheckBytes(string file, long bytes)
    {
        if (bytes <= MaxBytes) return;
        throw new DatasetException(Text($"'{file}' is larger than {MaxBytes >> 20} MiB, the largest table that is read: split it, or leave out rows or columns."));
    }

    /// <exception cref="DatasetException">There are more than <see cref="MaxColumns"/>.</exception>
    public static void CheckColumns(string file, string place, long columns)
    {
        if (columns <= MaxColumns) return;
        throw new DatasetException(Text($"'{file}', {place}: more than {MaxColumns:N0} columns, the widest table that is read; is this a table with one row per clip?"));
    }

    /// <exception cref="DatasetException">There are more than <see cref="MaxCells"/>.</exception>
    public static void CheckCells(string file, long rows, long columns)
    {
        if (rows <= MaxCells / Math.Max(1, columns)) return;
        throw new DatasetException(Text($"'{file}' has more than {MaxCells:N0} cells, the largest table that is read: leave out rows or columns."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
