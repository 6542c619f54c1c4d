using System.Text.Json.Serialization;

namespace Cluster.Cli.Gateway;

/// <summary>A replay as the gateway describes it.</summary>
internal sealed record ReplayAnswer(
    string Id, string Version, string Champion, int? Sample, string State, ReplayProgressAnswer Progress, string? Error, ReplayResultAnswer? Result, ComparisonAnswer? Comparison)
{
    /// <summary>True once nothing will happen any more.</summary>
    public bool IsFinal => State is "completed" or "cancelled" or "failed";
}

/// <summary>How far a replay is.</summary>
internal sealed record ReplayProgressAnswer(long Tracks, long? OfTracks, long Clips, long Missing);

/// <summary>What a replay found, as far as it is shown.</summary>
internal sealed record ReplayResultAnswer(
    long Tracks,
    long Clips,
    long Flips,
    double FlipShare,
    IReadOnlyList<ReplayPartAnswer> ByClass,
    IReadOnlyList<ReplayPartAnswer> ByGenre,
    IReadOnlyList<ReplayPartAnswer> ByArtist,
    IReadOnlyList<ReplayFlipAnswer> SurestFlips,
    long ReviewBefore,
    long ReviewAfter,
    ReplayCostAnswer Cost,
    ReplayGapsAnswer Gaps,
    int FreshLabelledClips);

/// <summary>A part of the catalogue.</summary>
internal sealed record ReplayPartAnswer(string Name, long Clips, long Flips, double Share);

/// <summary>A clip whose emotion would change.</summary>
internal sealed record ReplayFlipAnswer(string ClipId, string From, string To, double Confidence);

/// <summary>What errors cost.</summary>
internal sealed record ReplayCostAnswer(double ChampionExpectedError, double CandidateExpectedError, double ExpectedChangeLow, double ExpectedChangeHigh);

/// <summary>What was not scored.</summary>
internal sealed record ReplayGapsAnswer(long TracksWithoutFeatures, long ClipsWithoutFeatures, IReadOnlyList<string> Named);

/// <summary>A wish for a replay.</summary>
internal sealed record StartReplay(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Sample,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Whole,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? LeastFall,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? GreatestFall);
