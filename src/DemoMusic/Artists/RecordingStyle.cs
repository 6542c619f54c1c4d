namespace Cluster.DemoMusic.Artists;

/// <summary>How an artist's recordings sound, whatever is played.</summary>
/// <param name="ReverbS">Time in which the room's sound falls by 60 dB, in seconds; 0.3-2.5.</param>
/// <param name="ReverbLevel">The room's level against the direct sound, 0-0.6.</param>
/// <param name="TiltDb">Gain of the treble above 1.5 kHz in dB, -6 to 6.</param>
/// <param name="CutoffHz">Where the treble ends, in Hz; old recordings end early.</param>
/// <param name="HissDb">Level of the tape's noise in dB below full scale; -90 to -45.</param>
/// <param name="LoudnessDb">Root mean square of the recording in dB below full scale; -26 to -12.</param>
public sealed record RecordingStyle(
    double ReverbS,
    double ReverbLevel,
    double TiltDb,
    double CutoffHz,
    double HissDb,
    double LoudnessDb);
