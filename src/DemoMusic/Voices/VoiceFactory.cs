namespace Cluster.DemoMusic.Voices;

/// <summary>Makes the voices.</summary>
public static class VoiceFactory
{
    /// <summary>Makes a voice.</summary>
    public static IMelodicVoice Create(VoiceKind kind, VoiceSettings settings) => kind switch
    {
        VoiceKind.Oud => new PluckedVoice(settings, PluckedTone.Oud),
        VoiceKind.Tanbur => new PluckedVoice(settings, PluckedTone.Tanbur),
        VoiceKind.Kanun => new PluckedVoice(settings, PluckedTone.Kanun),
        VoiceKind.Kemence => new BowedVoice(settings),
        VoiceKind.Ney => new NeyVoice(settings),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a voice."),
    };
}
