using Cluster.Abstractions.Tracks;

namespace Cluster.Grains.Experiments;

/// <summary>Says by which model and thresholds an answer is made. It waits for nothing. Take a route once for each answer, so that the answer is of one piece.</summary>
public interface IScoringRouter
{
    /// <summary>How a track is tagged that is stored for everybody: experiments of tracks count, those of users do not.</summary>
    /// <returns>Null while there is no champion.</returns>
    ScoringRoute? RouteTrack(string trackId);

    /// <summary>How audio is answered that is not stored: experiments of users count.</summary>
    /// <param name="user">The user who asks; null when nobody is named, which is outside every experiment.</param>
    /// <returns>Null while there is no champion.</returns>
    ScoringRoute? RoutePrediction(string? user);

    /// <summary>How a stored track is shown.</summary>
    /// <param name="track">The track.</param>
    /// <param name="user">The user who asks; null when nobody is named.</param>
    LookupRoute RouteLookup(Track track, string? user);
}
