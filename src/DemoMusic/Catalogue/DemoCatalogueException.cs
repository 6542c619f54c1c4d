namespace Cluster.DemoMusic.Catalogue;

/// <summary>The demo catalogue could not be made; the message says why and what to do.</summary>
public sealed class DemoCatalogueException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DemoCatalogueException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public DemoCatalogueException(string message, Exception inner) : base(message, inner)
    {
    }
}
