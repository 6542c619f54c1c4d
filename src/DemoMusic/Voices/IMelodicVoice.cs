using Cluster.DemoMusic.Scores;

namespace Cluster.DemoMusic.Voices;

/// <summary>A voice that plays notes.</summary>
public interface IMelodicVoice
{
    /// <summary>Plays the notes and adds their sound to a buffer.</summary>
    /// <param name="notes">In order of their starts; what begins after the buffer's end is left out.</param>
    /// <param name="mix">Mono samples from the track's beginning; sound is added. A note of velocity 1 peaks at about 1, give or take 6 dB.</param>
    /// <param name="seed">Equal seeds give equal sound.</param>
    void Play(IReadOnlyList<NoteEvent> notes, Span<float> mix, long seed);
}
