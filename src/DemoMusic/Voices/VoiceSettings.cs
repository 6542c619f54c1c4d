namespace Cluster.DemoMusic.Voices;

/// <summary>What a voice is told about the way of playing.</summary>
/// <param name="SampleRate">In Hz.</param>
/// <param name="Brightness">In [0, 1].</param>
/// <param name="VibratoCents">Depth of the vibrato, 0 for none; plucked voices have none.</param>
public sealed record VoiceSettings(int SampleRate, double Brightness, double VibratoCents);
