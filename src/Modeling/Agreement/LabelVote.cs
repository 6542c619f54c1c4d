using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;

namespace Cluster.Modeling.Agreement;

/// <summary>One voice on the emotion of a clip or track.</summary>
/// <param name="Author">Who says so; of several votes of one author the last counts.</param>
/// <param name="Kind">What kind of author that is.</param>
/// <param name="Label">The emotion that the vote is about.</param>
/// <param name="Against">False: it is this emotion. True: it is not, without saying which it is.</param>
/// <param name="At">When it was said.</param>
public sealed record LabelVote(string Author, AnnotatorKind Kind, EmotionLabel Label, bool Against, DateTimeOffset At);
