using System.Globalization;
using System.Reflection;

namespace Cluster.Featurization.Tests;

/// <summary>Constants of everything between the decoder and the vector.</summary>
internal static class RecipeConstants
{
    private const string Root = "Cluster.Featurization.";

    /// <summary>The constants of some rooms of the featurizer, and of one type, by type and name.</summary>
    public static Dictionary<string, double> Of(Type? type, params string[] rooms) =>
        typeof(FeatureExtractor).Assembly.GetTypes()
            .Where(candidate => candidate == type || rooms.Any(room => candidate.Namespace == Root + room))
            .SelectMany(candidate => candidate.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral && field.FieldType.IsPrimitive && !field.DeclaringType!.IsEnum && field.FieldType != typeof(uint))
            .ToDictionary(
                field => $"{field.DeclaringType!.Name}.{field.Name}",
                field => Convert.ToDouble(field.GetRawConstantValue(), CultureInfo.InvariantCulture));
}
