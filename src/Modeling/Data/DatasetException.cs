namespace Cluster.Modeling.Data;

/// <summary>What was given cannot serve as a data set; the message says why and, where there is a remedy, which.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DatasetException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public DatasetException(string message, Exception inner) : base(message, inner)
    {
    }
}
