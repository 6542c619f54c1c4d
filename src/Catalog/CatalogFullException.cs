namespace Cluster.Catalog;

/// <summary>The catalogue cannot write because its disk is full. What was acknowledged is safe, and reads go on; writes go on by themselves once there is space.</summary>
public sealed class CatalogFullException : CatalogException
{
    /// <summary>Creates it with no message of its own.</summary>
    public CatalogFullException()
    {
    }

    /// <summary>Creates it.</summary>
    public CatalogFullException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with what caused it.</summary>
    public CatalogFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
