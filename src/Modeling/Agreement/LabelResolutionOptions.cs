using Cluster.Abstractions.Feedbacks;

namespace Cluster.Modeling.Agreement;

/// <summary>How votes become a label.</summary>
/// <param name="UserWeight">Weight of a user's vote; above 0, default 1.</param>
/// <param name="AnnotatorWeight">Weight of an annotator's vote; above 0, default 2.</param>
/// <param name="DataSetWeight">Weight of a data set's label; above 0, default 2.</param>
/// <param name="LeastWeight">What the winner must have more than the votes against it; above 0, default 1, so that one user is enough.</param>
/// <param name="LeastShare">The share of all weight that the winner must exceed, in [0, 1); default 0.5, a majority.</param>
public sealed record LabelResolutionOptions(
    double UserWeight = 1, double AnnotatorWeight = 2, double DataSetWeight = 2, double LeastWeight = 1, double LeastShare = 0.5)
{
    /// <summary>The weight of a kind's vote.</summary>
    public double WeightOf(AnnotatorKind kind) => kind switch
    {
        AnnotatorKind.User => UserWeight,
        AnnotatorKind.Annotator => AnnotatorWeight,
        AnnotatorKind.DataSet => DataSetWeight,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of annotator."),
    };

    internal void Check()
    {
        foreach (var (name, value) in new[]
                 {
                     (nameof(UserWeight), UserWeight), (nameof(AnnotatorWeight), AnnotatorWeight), (nameof(DataSetWeight), DataSetWeight), (nameof(LeastWeight), LeastWeight),
                 })
        {
            if (!(value > 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0.");
        }

        if (!(LeastShare is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(LeastShare), LeastShare, "LeastShare must be at least 0 and below 1.");
    }
}
