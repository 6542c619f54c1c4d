using System.Globalization;
using System.Reflection;
using System.Text;
using Cluster.Abstractions.Tracks;
using Cluster.TestKit;

namespace Cluster.Abstractions.Tests;

/// <summary>What silos and gateways of two releases say to each other: aliases, ids and types must not move unseen.</summary>
public sealed class OrleansContractsTests
{
    private static readonly string Committed = Path.Combine(RepositoryPaths.Root, "tests", "Abstractions.Tests", "OrleansContracts.txt");
    private static readonly Type[] Types = [.. typeof(ITrackGrain).Assembly.GetTypes().Where(type => !IsGenerated(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>A change of the wire contract is seen in review. Set UPDATE_CONTRACTS=1 to write the file anew.</summary>
    [Fact]
    public async Task Contracts_Rendered_AreTheCommittedOnes()
    {
        var rendered = Render();
        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACTS") == "1") await File.WriteAllTextAsync(Committed, rendered, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken), rendered);
    }

    [Fact]
    public void Contracts_OfEveryGrainAndMessage_CarryDistinctAliases()
    {
        var aliases = Types.Where(type => IsGrain(type) || IsMessage(type)).Select(type => (type.Name, Alias: AliasOf(type))).ToList();
        Assert.NotEmpty(aliases);
        Assert.All(aliases, type => Assert.False(string.IsNullOrEmpty(type.Alias), $"{type.Name} has no alias."));
        Assert.Equal(aliases.Count, aliases.Select(type => type.Alias).Distinct(StringComparer.Ordinal).Count());
        foreach (var grain in Types.Where(IsGrain))
        {
            var methods = grain.GetMethods().Select(AliasOf).ToList();
            Assert.All(methods, alias => Assert.False(string.IsNullOrEmpty(alias), $"{grain.Name} has a method without an alias."));
            Assert.Equal(methods.Count, methods.Distinct(StringComparer.Ordinal).Count());
        }
    }

    private static string Render()
    {
        var text = new StringBuilder();
        foreach (var type in Types)
        {
            if (IsGrain(type)) RenderGrain(text, type);
            else if (IsMessage(type)) RenderMessage(text, type);
            else if (type.IsEnum) RenderEnum(text, type);
        }

        return text.ToString();
    }

    private static void RenderGrain(StringBuilder text, Type type)
    {
        var key = type.GetInterfaces().Select(parent => parent.Name).Where(name => name.StartsWith("IGrain", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Line(text, $"grain {type.FullName} \"{AliasOf(type)}\" : {string.Join(", ", key)}");
        foreach (var method in type.GetMethods().OrderBy(AliasOf, StringComparer.Ordinal))
        {
            var parameters = method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}");
            var oneWay = method.GetCustomAttribute<Orleans.Concurrency.OneWayAttribute>() is null ? "" : " one-way";
            Line(text, $"  \"{AliasOf(method)}\"{oneWay} {Name(method.ReturnType)} {method.Name}({string.Join(", ", parameters)})");
        }

        text.Append('\n');
    }

    private static void RenderMessage(StringBuilder text, Type type)
    {
        Line(text, $"message {type.FullName} \"{AliasOf(type)}\"");
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var members = type.GetMembers(Own)
            .Select(member => (member.GetCustomAttribute<IdAttribute>()?.Id, Member: member))
            .Where(member => member.Id is not null)
            .OrderBy(member => member.Id);
        foreach (var (id, member) in members)
        {
            var memberType = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
            Line(text, $"  {id}: {Name(memberType)} {member.Name}");
        }

        text.Append('\n');
    }

    private static void RenderEnum(StringBuilder text, Type type)
    {
        Line(text, $"enum {type.FullName} : {Name(Enum.GetUnderlyingType(type))}");
        foreach (var name in Enum.GetNames(type)) Line(text, $"  {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}: {name}");
        text.Append('\n');
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');

    private static bool IsGrain(Type type) => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type);

    private static bool IsMessage(Type type) => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null;

    private static bool IsGenerated(Type type) => type.FullName!.StartsWith("OrleansCodeGen", StringComparison.Ordinal);

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType) return type.Name;
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
