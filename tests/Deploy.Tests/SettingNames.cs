using System.Reflection;
using System.Text.RegularExpressions;

namespace Cluster.Deploy.Tests;

/// <summary>The settings that the programs read, taken from their option types: every type with a constant <c>Section</c>.</summary>
internal static partial class SettingNames
{
    private static readonly Assembly[] Programs =
    [
        typeof(Silo.Hosting.SiloSettings).Assembly, typeof(Gateway.GatewayOptions).Assembly, typeof(Grains.Tagging.TaggingOptions).Assembly,
        typeof(Catalog.CatalogOptions).Assembly, typeof(ServiceDefaults.ServiceDefaultsExtensions).Assembly,
    ];

    /// <summary>All of them as environment variables, without the positions of lists.</summary>
    public static IReadOnlySet<string> All { get; } = Find();

    /// <summary>The variables of ours that a text sets: two words or more, joined by two underscores.</summary>
    public static IEnumerable<string> UsedIn(string text) => Variable().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a variable is read by a program.</summary>
    public static bool IsKnown(string variable) => All.Contains(Position().Replace(variable, ""));

    private static HashSet<string> Find() =>
    [
        .. from assembly in Programs
           from type in assembly.GetTypes()
           let section = type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.FlattenHierarchy)?.GetRawConstantValue() as string
           where section is not null
           from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.CanWrite || property.PropertyType.IsGenericType
           select $"{section}__{property.Name}",
    ];

    [GeneratedRegex("[A-Z][A-Za-z]*(?:__[A-Za-z0-9]+)+")]
    private static partial Regex Variable();

    [GeneratedRegex("__[0-9]+$")]
    private static partial Regex Position();
}
