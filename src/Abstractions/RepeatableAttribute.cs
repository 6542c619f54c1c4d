namespace Cluster.Abstractions;

/// <summary>A call that only reads: whoever does not hear from a silo in time may ask again, and learns the same.</summary>
/// <remarks>Commands may be repeated too, but not unseen: a repeated promotion, say, answers with a revision that has moved, and that is for its caller to judge.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute
{
    /// <summary>How long one try may take: a call that a silo took with it into its death is never answered. Far above what reading takes on a busy silo.</summary>
    public const string Patience = "00:00:02";
}
