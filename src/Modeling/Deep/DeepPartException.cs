namespace Cluster.Modeling.Deep;

/// <summary>The deep-learning part is not installed, or cannot run here; the message says why and what to do.</summary>
public sealed class DeepPartException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DeepPartException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public DeepPartException(string message, Exception inner) : base(message, inner)
    {
    }
}
