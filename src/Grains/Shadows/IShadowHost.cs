using System.Diagnostics.CodeAnalysis;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling;

namespace Cluster.Grains.Shadows;

/// <summary>What a scoring thread needs from outside.</summary>
internal interface IShadowHost
{
    /// <summary>True while no shadow may score.</summary>
    bool IsStopped { get; }

    /// <summary>Takes the next recording, waiting for it; false when there will be none.</summary>
    bool TryTake([NotNullWhen(true)] out ShadowWork? work, CancellationToken stop);

    /// <summary>The shadows of now that read a recording's features and have not answered it.</summary>
    IEnumerable<IEmotionClassifier> ShadowsFor(ShadowWork work);

    /// <summary>Whether a shadow may score a recording; counts it when not.</summary>
    bool MayScore(ShadowWork work, IEmotionClassifier shadow);

    /// <summary>A shadow scored a recording.</summary>
    void Scored(ShadowWork work, IEmotionClassifier shadow, EmotionProbabilities[] scores, TimeSpan took);

    /// <summary>A shadow failed on a recording.</summary>
    void Failed(ShadowWork work, IEmotionClassifier shadow, string problem);

    /// <summary>A recording was left because of an error that is not a shadow's.</summary>
    void Broke(Exception error);

    /// <summary>A recording is done with.</summary>
    void Finished();
}
