using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Featurization;
using Cluster.Modeling;

namespace Cluster.Shifts;

/// <summary>Lets a model answer a clip as it is and shifted. Not thread-safe.</summary>
/// <param name="model">The model.</param>
/// <param name="schema">The schema that it reads.</param>
/// <param name="folder">Where the files go.</param>
public sealed class ShiftMeter(IEmotionClassifier model, FeatureSchema schema, string folder)
{
    private readonly TrackFeaturizer featurizer = new([schema]);

    /// <summary>All shifts.</summary>
    public static IReadOnlyList<Shift> All { get; } = Enum.GetValues<Shift>();

    /// <summary>Measures one clip.</summary>
    /// <param name="name">Of the recording, for people.</param>
    /// <param name="interleaved">The clip and <see cref="ClipVariants.LaterS"/> after it.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <param name="channels">Channels.</param>
    /// <exception cref="Featurization.Decoding.AudioFormatException">The schema refuses the clip, because it is too short for instance.</exception>
    public ShiftedClip Measure(string name, float[] interleaved, int sampleRate, int channels)
    {
        var variants = new ClipVariants(folder, interleaved, sampleRate, channels);
        return new ShiftedClip(name, Answer(variants.WritePlain()), All.ToDictionary(shift => shift, shift => Answer(variants.Write(shift))));
    }

    private ClipAnswer Answer(string path)
    {
        var vector = featurizer.FeaturizeStretch(path).Clip.Features.Vector;
        return new ClipAnswer(vector, model.Predict(new FeatureVector(schema.Id, ImmutableArray.Create(vector)), null, TimeProvider.System));
    }
}
