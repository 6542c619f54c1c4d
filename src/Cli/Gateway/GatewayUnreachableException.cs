namespace Cluster.Cli.Gateway;

/// <summary>Nobody answered, or the answer broke off.</summary>
/// <param name="message">A sentence for people.</param>
/// <param name="refused">True when the connection was refused, so that the call certainly had no effect.</param>
/// <param name="inner">The cause.</param>
public sealed class GatewayUnreachableException(string message, bool refused, Exception inner) : Exception(message, inner)
{
    /// <summary>True when the connection was refused, so that the call certainly had no effect.</summary>
    public bool Refused => refused;
}
