using Cluster.TestKit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cluster.Deploy.Tests;

/// <summary>The files of <c>deploy/</c>, read as data.</summary>
internal static class DeployFiles
{
    /// <summary>Absolute path of a file below the repository's root.</summary>
    public static string PathOf(string relative) => Path.Combine(RepositoryPaths.Root, relative);

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string relative) => File.ReadAllLines(PathOf(relative));

    /// <summary>Names below <c>deploy/</c> that end so.</summary>
    public static IReadOnlyList<string> Ending(string end) =>
        [.. Directory.EnumerateFiles(PathOf("deploy"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(RepositoryPaths.Root, path)).Where(path => path.EndsWith(end, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>All documents of a YAML file, merge keys applied.</summary>
    public static IReadOnlyList<YamlMappingNode> Documents(string relative)
    {
        using var reader = new StreamReader(PathOf(relative));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(reader)));
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>The node at a path of keys and positions; an assertion names the first that is missing.</summary>
    public static YamlNode At(this YamlNode node, params object[] path)
    {
        foreach (var step in path)
        {
            var next = (node, step) switch
            {
                (YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null,
                (YamlSequenceNode list, int index) => index < list.Children.Count ? list.Children[index] : null,
                _ => null,
            };
            Assert.True(next is not null, $"There is no '{step}' in {string.Join('/', path)} (line {node.Start.Line}).");
            node = next!;
        }

        return node;
    }

    /// <summary>A scalar's text.</summary>
    public static string Text(this YamlNode node, params object[] path) => ((YamlScalarNode)node.At(path)).Value!;

    /// <summary>The entries of a list.</summary>
    public static IReadOnlyList<YamlNode> List(this YamlNode node, params object[] path) => [.. ((YamlSequenceNode)node.At(path)).Children];

    /// <summary>The keys of a map.</summary>
    public static IReadOnlyDictionary<string, YamlNode> Map(this YamlNode node, params object[] path) =>
        ((YamlMappingNode)node.At(path)).Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => pair.Value);
}
