namespace Cluster.Catalog.Replays;

/// <summary>What a replay found: stored and shown as this JSON, beside the comparison on labelled clips. Emotions and decisions go by their names, in the order of their numbers in matrices.</summary>
public sealed record ReplayResult
{
    /// <summary>Tracks that both models scored.</summary>
    public required long Tracks { get; init; }

    /// <summary>Clips that both models scored.</summary>
    public required long Clips { get; init; }

    /// <summary>Clips whose emotion would change.</summary>
    public required long Flips { get; init; }

    /// <summary>The share of clips whose emotion would change, in [0, 1].</summary>
    public required double FlipShare { get; init; }

    /// <summary>Clips by the champion's emotion, then the candidate's: happy, sad, angry, relaxed.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Labels { get; init; }

    /// <summary>Clips by the champion's decision, then the candidate's: tagged, topTwo, review.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Decisions { get; init; }

    /// <summary>Flips by the champion's emotion.</summary>
    public required IReadOnlyList<ReplayedPart> ByClass { get; init; }

    /// <summary>Flips by genre, most first; at most 100.</summary>
    public required IReadOnlyList<ReplayedPart> ByGenre { get; init; }

    /// <summary>The artists with most flips, most first; at most 50.</summary>
    public required IReadOnlyList<ReplayedPart> ByArtist { get; init; }

    /// <summary>The flips that the candidate is surest of; at most 100.</summary>
    public required IReadOnlyList<ReplayedFlip> SurestFlips { get; init; }

    /// <summary>Clips that a person has to listen to now.</summary>
    public required long ReviewBefore { get; init; }

    /// <summary>Clips that a person would have to listen to.</summary>
    public required long ReviewAfter { get; init; }

    /// <summary>What errors are expected, and what they cost.</summary>
    public required ReplayedCost Cost { get; init; }

    /// <summary>What was not scored.</summary>
    public required ReplayedGaps Gaps { get; init; }

    /// <summary>The models on whole recordings.</summary>
    public required ReplayedTraffic Traffic { get; init; }

    /// <summary>Labelled clips that were labelled after both models were registered: neither can have been trained on these.</summary>
    public required int FreshLabelledClips { get; init; }
}

/// <summary>How much of a part of the catalogue would change.</summary>
/// <param name="Name">The emotion, genre or artist.</param>
/// <param name="Clips">Its clips.</param>
/// <param name="Flips">Those whose emotion would change.</param>
/// <param name="Share">The share that would change, in [0, 1].</param>
public sealed record ReplayedPart(string Name, long Clips, long Flips, double Share);

/// <summary>A clip whose emotion would change.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="TrackId">Its track.</param>
/// <param name="From">What the champion calls it.</param>
/// <param name="To">What the candidate calls it.</param>
/// <param name="Confidence">The candidate's probability of that, in [0, 1].</param>
public sealed record ReplayedFlip(string ClipId, string TrackId, string From, string To, double Confidence);

/// <summary>What errors are expected, and what they cost.</summary>
/// <param name="ChampionExpectedError">The error that the champion expects of itself, in [0, 1]; as honest as its calibration.</param>
/// <param name="CandidateExpectedError">The error that the candidate expects of itself.</param>
/// <param name="LeastFall">The least share of its use that a recommender loses for every 10 points of error more.</param>
/// <param name="GreatestFall">The greatest share.</param>
/// <param name="ExpectedChangeLow">The expected relative change of use, at worst; below 0 is a loss.</param>
/// <param name="ExpectedChangeHigh">At best.</param>
public sealed record ReplayedCost(
    double ChampionExpectedError, double CandidateExpectedError, double LeastFall, double GreatestFall, double ExpectedChangeLow, double ExpectedChangeHigh);

/// <summary>What was not scored.</summary>
/// <param name="TracksWithoutFeatures">Tracks whose features are not cached under the models' schemas and the present cutting.</param>
/// <param name="ClipsWithoutFeatures">Stored clips of these tracks.</param>
/// <param name="Named">The first of these tracks, by id; at most 100.</param>
/// <param name="LabelledClipsLeftOut">Labelled clips beyond the number that is compared.</param>
public sealed record ReplayedGaps(long TracksWithoutFeatures, long ClipsWithoutFeatures, IReadOnlyList<string> Named, long LabelledClipsLeftOut);

/// <summary>The models on whole recordings.</summary>
/// <param name="CandidateErrors">Tracks on which the candidate threw.</param>
/// <param name="ErrorExample">What it said on the first of them; null where there is none.</param>
/// <param name="ChampionReviews">Scored tracks that go to review by the champion.</param>
/// <param name="CandidateReviews">Scored tracks that would go to review by the candidate.</param>
/// <param name="SecondsForAClipP95">Time that the candidate alone took for a clip; 95 of 100 tracks took less.</param>
public sealed record ReplayedTraffic(long CandidateErrors, string? ErrorExample, long ChampionReviews, long CandidateReviews, double SecondsForAClipP95);
