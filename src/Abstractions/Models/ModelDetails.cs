namespace Cluster.Abstractions.Models;

/// <summary>A version with the card of its artefact.</summary>
/// <param name="Record">The version.</param>
/// <param name="Registry">The registry, which says where the aliases point.</param>
/// <param name="CardJson">The model card as JSON; null when the artefact cannot be read.</param>
/// <param name="CardMarkdown">The model card for people; null when the artefact cannot be read.</param>
/// <param name="Problem">Why the artefact cannot be read; null when it can.</param>
[GenerateSerializer, Immutable, Alias("model-details")]
public sealed record ModelDetails(
    [property: Id(0)] ModelRecord Record,
    [property: Id(1)] ModelRegistryView Registry,
    [property: Id(2)] string? CardJson,
    [property: Id(3)] string? CardMarkdown,
    [property: Id(4)] string? Problem);
