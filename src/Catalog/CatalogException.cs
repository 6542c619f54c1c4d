namespace Cluster.Catalog;

/// <summary>The catalogue itself cannot be used: it is missing, damaged, of a newer program, or not a catalogue. The message says which and what to do.</summary>
public class CatalogException : Exception
{
    /// <summary>Creates it with no message of its own.</summary>
    public CatalogException()
    {
    }

    /// <summary>Creates it.</summary>
    public CatalogException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with what caused it.</summary>
    public CatalogException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
