namespace Cluster.DemoMusic.Scores;

/// <summary>One note of a melodic voice.</summary>
/// <param name="StartS">Start in seconds from the beginning of the track.</param>
/// <param name="DurationS">How long it is held, in seconds.</param>
/// <param name="FrequencyHz">Fundamental in Hz.</param>
/// <param name="Velocity">Loudness, in (0, 1].</param>
public readonly record struct NoteEvent(double StartS, double DurationS, double FrequencyHz, double Velocity);
