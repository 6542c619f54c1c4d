namespace Cluster.Modeling.Explanations;

/// <summary>One way of splitting what a model gives into contributions. Immutable and thread-safe.</summary>
internal interface IAttributor
{
    /// <summary>Splits the outputs of one row.</summary>
    /// <param name="row">Raw values, as many as the model reads.</param>
    /// <param name="pair">The emotions whose difference is the first output.</param>
    /// <param name="cancellationToken">Ends the work between two batches of rows.</param>
    Attribution Attribute(ReadOnlySpan<float> row, AnswerPair pair, CancellationToken cancellationToken);
}
