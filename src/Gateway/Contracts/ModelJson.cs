using System.Text.Json;
using Cluster.Abstractions.Models;

namespace Cluster.Gateway.Contracts;

/// <summary>A model version.</summary>
/// <param name="Version">Its name, made of its content.</param>
/// <param name="Schema">The feature schema that it reads.</param>
/// <param name="Algorithm">The training algorithm.</param>
/// <param name="Description">What it was trained on.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="Aliases"><c>champion</c>, <c>previousChampion</c>, <c>challenger</c>, <c>shadow</c>, as far as they point at it.</param>
public sealed record ModelJson(string Version, string Schema, string Algorithm, string Description, DateTimeOffset RegisteredAt, IReadOnlyList<string> Aliases)
{
    /// <summary>A version's JSON.</summary>
    public static ModelJson From(ModelRecord record, ModelRegistryView registry) => new(
        record.Version, record.SchemaId, record.Algorithm, record.Description, record.RegisteredAt, [.. AliasesOf(record.Version, registry)]);

    private static IEnumerable<string> AliasesOf(string version, ModelRegistryView registry)
    {
        if (registry.Champion == version) yield return "champion";
        if (registry.PreviousChampion == version) yield return "previousChampion";
        if (registry.Challenger == version) yield return "challenger";
        if (registry.Shadows.Contains(version)) yield return "shadow";
    }
}

/// <summary>All versions, and where the aliases point.</summary>
/// <param name="Champion">Answers; null before the first promotion.</param>
/// <param name="PreviousChampion">What a rollback brings back; null when there was none.</param>
/// <param name="Challenger">Answers for a share of the traffic; null when there is none.</param>
/// <param name="Shadows">Score and never answer.</param>
/// <param name="Revision">Rises by one with every change; also the ETag.</param>
/// <param name="AuditHead">Hash of the newest entry of the audit log.</param>
/// <param name="Bake">The last watch over a new champion, whether it lasts or has ended; null before the first one.</param>
/// <param name="Versions">Oldest first.</param>
/// <param name="ShadowsStopped">True while no shadow may score.</param>
public sealed record ModelRegistryJson(
    string? Champion,
    string? PreviousChampion,
    string? Challenger,
    IReadOnlyList<string> Shadows,
    long Revision,
    string AuditHead,
    BakeJson? Bake,
    IReadOnlyList<ModelJson> Versions,
    bool ShadowsStopped)
{
    /// <summary>The registry's JSON.</summary>
    public static ModelRegistryJson From(ModelRegistryView registry) => new(
        registry.Champion,
        registry.PreviousChampion,
        registry.Challenger,
        registry.Shadows,
        registry.Revision,
        registry.AuditHead,
        BakeJson.From(registry.Bake),
        [.. registry.Versions.Select(record => ModelJson.From(record, registry))],
        registry.ShadowsStopped);
}

/// <summary>A version with its card.</summary>
/// <param name="Version">Its name, made of its content.</param>
/// <param name="Schema">The feature schema that it reads.</param>
/// <param name="Algorithm">The training algorithm.</param>
/// <param name="Description">What it was trained on.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="Aliases">The aliases that point at it.</param>
/// <param name="Revision">The registry's revision.</param>
/// <param name="Bake">The watch over it as a new champion; null unless it was the last one that was promoted over another.</param>
/// <param name="Card">The model card; null when the artefact cannot be read.</param>
/// <param name="CardMarkdown">The model card for people.</param>
/// <param name="Problem">Why the artefact cannot be read; null when it can.</param>
public sealed record ModelDetailsJson(
    string Version,
    string Schema,
    string Algorithm,
    string Description,
    DateTimeOffset RegisteredAt,
    IReadOnlyList<string> Aliases,
    long Revision,
    BakeJson? Bake,
    JsonElement? Card,
    string? CardMarkdown,
    string? Problem)
{
    /// <summary>The JSON of a version with its card.</summary>
    public static ModelDetailsJson From(ModelDetails details)
    {
        var model = ModelJson.From(details.Record, details.Registry);
        JsonElement? card = details.CardJson is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null;
        return new ModelDetailsJson(
            model.Version,
            model.Schema,
            model.Algorithm,
            model.Description,
            model.RegisteredAt,
            model.Aliases,
            details.Registry.Revision,
            BakeJson.From(details.Registry.Bake?.Version == model.Version ? details.Registry.Bake : null),
            card,
            details.CardMarkdown,
            details.Problem);
    }
}
