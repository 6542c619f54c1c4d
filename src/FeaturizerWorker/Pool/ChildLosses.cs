namespace Cluster.FeaturizerWorker;

/// <summary>Children that were lost, by reason.</summary>
/// <param name="Crashed">Ended by themselves.</param>
/// <param name="Hung">Made no progress.</param>
/// <param name="Overdue">Took too long for one file, with progress.</param>
/// <param name="TooLarge">Needed more memory than they may have.</param>
/// <param name="Garbled">Broke the protocol.</param>
public readonly record struct ChildLosses(long Crashed, long Hung, long Overdue, long TooLarge, long Garbled)
{
    /// <summary>One more.</summary>
    internal ChildLosses With(ChildLoss loss) => loss switch
    {
        ChildLoss.Crashed => this with { Crashed = Crashed + 1 },
        ChildLoss.Hung => this with { Hung = Hung + 1 },
        ChildLoss.Overdue => this with { Overdue = Overdue + 1 },
        ChildLoss.TooLarge => this with { TooLarge = TooLarge + 1 },
        ChildLoss.Garbled => this with { Garbled = Garbled + 1 },
        _ => this,
    };
}
