namespace Cluster.Gateway.Authorization;

/// <summary>An endpoint's metadata: the scope that its caller needs.</summary>
internal sealed record RequiredScope(Scope Scope);
