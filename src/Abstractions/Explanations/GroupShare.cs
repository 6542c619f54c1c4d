using System.Collections.Immutable;

namespace Cluster.Abstractions.Explanations;

/// <summary>What a group of features did to the answer.</summary>
/// <param name="Name">The group.</param>
/// <param name="Features">Features in it; at least 1.</param>
/// <param name="Missing">Features of it whose values were missing or implausible.</param>
/// <param name="Contribution">Its part of the difference: above 0 for the top emotion, below 0 for the runner-up.</param>
/// <param name="ByClass">Its part of each emotion's output, in their order.</param>
[GenerateSerializer, Immutable, Alias("group-share")]
public sealed record GroupShare(
    [property: Id(0)] string Name,
    [property: Id(1)] int Features,
    [property: Id(2)] int Missing,
    [property: Id(3)] double Contribution,
    [property: Id(4)] ImmutableArray<double> ByClass);

/// <summary>The features that are not listed one by one, together.</summary>
/// <param name="Features">How many they are; at least 1.</param>
/// <param name="Contribution">Their part of the difference.</param>
/// <param name="ByClass">Their part of each emotion's output, in their order.</param>
[GenerateSerializer, Immutable, Alias("feature-rest")]
public sealed record FeatureRest(
    [property: Id(0)] int Features,
    [property: Id(1)] double Contribution,
    [property: Id(2)] ImmutableArray<double> ByClass);
