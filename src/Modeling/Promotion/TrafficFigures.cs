namespace Cluster.Modeling.Promotion;

/// <summary>What a candidate has done as a shadow or on its share of the traffic.</summary>
/// <param name="Requests">Requests that it was asked to score.</param>
/// <param name="Errors">Those that failed.</param>
/// <param name="LatencyP95">What 95 of 100 were faster than, end to end.</param>
/// <param name="Predictions">Predictions that it made.</param>
/// <param name="Reviews">Those of them whose decision is review.</param>
/// <param name="ChampionPredictions">Predictions that the champion made in the same time; 0 without a champion.</param>
/// <param name="ChampionReviews">Those of them whose decision is review.</param>
public sealed record TrafficFigures(
    long Requests, long Errors, TimeSpan LatencyP95, long Predictions, long Reviews, long ChampionPredictions, long ChampionReviews)
{
    /// <summary>Requests whose time is known; null when that is all of them.</summary>
    public long? Timed { get; init; }

    internal void Check()
    {
        Part(Timed ?? Requests, Requests, nameof(Timed), nameof(Requests));
        Part(Errors, Requests, nameof(Errors), nameof(Requests));
        Part(Reviews, Predictions, nameof(Reviews), nameof(Predictions));
        Part(ChampionReviews, ChampionPredictions, nameof(ChampionReviews), nameof(ChampionPredictions));
        if (LatencyP95 < TimeSpan.Zero) throw new ArgumentException($"LatencyP95 is {LatencyP95}; it must not be negative.");
    }

    internal static void Part(long part, long whole, string partName, string wholeName)
    {
        if (part < 0 || part > whole) throw new ArgumentException($"{partName} is {part} and {wholeName} {whole}; the one must be at least 0 and at most the other.");
    }
}
