using System.Collections.Immutable;

namespace Cluster.Abstractions.Feedbacks;

/// <summary>Measures how far those who give feedback agree. Any key; it keeps nothing.</summary>
[Alias("agreement-grain")]
public interface IAgreementGrain : IGrainWithIntegerKey
{
    /// <summary>Most raters that are compared; with more, those with the most ratings are.</summary>
    const int MaxRaters = 20;

    /// <summary>Measures agreement over all standing feedback that names an emotion.</summary>
    /// <param name="kinds">The kinds of authors that count.</param>
    /// <param name="leastCommon">Items that two raters must have in common to be listed as a pair; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("measure")]
    Task<AgreementView> MeasureAsync(ImmutableArray<AnnotatorKind> kinds, int leastCommon, CancellationToken cancellationToken = default);
}
