namespace Cluster.Modeling.Torch.Training;

/// <summary>Remembers the epoch whose network was best on held-out rows, and says when there is no hope for a better one.</summary>
/// <param name="patience">Epochs without a better one after which training ends.</param>
internal sealed class EarlyStopping(int patience)
{
    /// <summary>The best epoch, from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Its held-out log-loss in nats.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>Epochs so far.</summary>
    public int Epoch { get; private set; }

    /// <summary>True when training should end.</summary>
    public bool IsOver => Epoch - BestEpoch >= patience;

    /// <summary>Takes an epoch's loss.</summary>
    /// <returns>True when it is the best so far; a loss that is not a number never is.</returns>
    public bool IsBetter(double loss)
    {
        Epoch++;
        if (!(loss < BestLoss)) return false;
        (BestLoss, BestEpoch) = (loss, Epoch);
        return true;
    }
}
