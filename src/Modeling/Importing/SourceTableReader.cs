using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Reads a table in whatever format it is; the bytes tell, not the file's name.</summary>
internal static class SourceTableReader
{
    /// <exception cref="DatasetException">The file cannot be read, is no table, is damaged, or has no rows; the message says which.</exception>
    public static SourceTable Read(string path)
    {
        var table = ParquetTableReader.IsParquet(path) ? ParquetTableReader.Read(path) : DelimitedTableReader.Read(path);
        return table.RowCount > 0 ? table : throw NoRows(table);
    }

    private static DatasetException NoRows(SourceTable table) => new(table.Ragged == 0
        ? $"'{table.File}' has a header but no rows."
        : $"'{table.File}' has no row with as many cells as its header, which has {table.Columns.Count}: is the delimiter a {table.Delimiter}?");
}
