namespace Cluster.Abstractions.Feedbacks;

/// <summary>Who gives feedback. Two kinds of one name are two authors.</summary>
/// <param name="Kind">A user, an annotator or a data set.</param>
/// <param name="Name">The name; see <see cref="Validate"/>.</param>
[GenerateSerializer, Immutable, Alias("feedback-author")]
public sealed record FeedbackAuthor([property: Id(0)] AnnotatorKind Kind, [property: Id(1)] string Name)
{
    /// <summary>Longest name, in UTF-16 code units.</summary>
    public const int MaxLength = 200;

    /// <summary>Says what is wrong with a name; null when nothing is.</summary>
    public static string? Validate(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return "author is empty: name the person or the data set.";
        if (name.Length > MaxLength) return $"author is {name.Length} characters long; at most {MaxLength} are allowed.";
        return name.Any(char.IsControl) ? "author holds a control character." : null;
    }
}
