namespace Cluster.Modeling.Importing;

/// <summary>A column of a delimited text file.</summary>
internal sealed class DelimitedColumn(string name, IReadOnlyList<ReadOnlyMemory<char>[]> rows, int index) : SourceColumn(name)
{
    public override ReadOnlySpan<char> Cell(int row) => rows[row][index].Span;
}
