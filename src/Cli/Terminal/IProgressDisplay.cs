namespace Cluster.Cli.Terminal;

/// <summary>Shows people how far something is.</summary>
internal interface IProgressDisplay
{
    /// <summary>Shows a state.</summary>
    /// <param name="done">How much is done.</param>
    /// <param name="total">How much there is; 0 while that is not known.</param>
    /// <param name="text">One line.</param>
    void Show(double done, double total, string text);

    /// <summary>Says something that must not be lost among states.</summary>
    void Note(string text);
}
