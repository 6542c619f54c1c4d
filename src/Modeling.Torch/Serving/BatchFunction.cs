namespace Cluster.Modeling.Torch.Serving;

/// <summary>Answers several rows at once.</summary>
/// <param name="rows">Row-major <c>[count, width]</c>.</param>
/// <param name="count">Number of rows, at least 1.</param>
/// <param name="answers">Receives row-major <c>[count, outputs]</c>.</param>
internal delegate void BatchFunction(ReadOnlySpan<float> rows, int count, Span<double> answers);
