using System.Reflection;
using System.Runtime.Loader;

namespace Cluster.Modeling.Deep;

/// <summary>Loads a part and the libraries that it alone has from the part's folder; what the host has, both share.</summary>
internal sealed class PartLoadContext(string assembly) : AssemblyLoadContext("deep")
{
    private readonly AssemblyDependencyResolver resolver = new(assembly);
    private readonly HashSet<string> host = [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? string.Empty)
        .Split(Path.PathSeparator).Select(file => Path.GetFileNameWithoutExtension(file))];

    protected override Assembly? Load(AssemblyName assemblyName) =>
        !host.Contains(assemblyName.Name!) && resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
}
