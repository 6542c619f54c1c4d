using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Preprocessing;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Explanations;

/// <summary>What a model takes for a plausible value of each feature, and how far its training values spread.</summary>
/// <remarks>Of a model that does not say, any finite value is plausible, and the background stands for the training rows.</remarks>
internal sealed class FeatureRanges
{
    private readonly double[] low;
    private readonly double[] high;

    private FeatureRanges(double[] low, double[] high, double[] mean, double[] scale) => (this.low, this.high, Mean, Scale) = (low, high, mean, scale);

    /// <summary>The training mean of each feature.</summary>
    public double[] Mean { get; }

    /// <summary>Its standard deviation; 0 for a feature that did not vary.</summary>
    public double[] Scale { get; }

    public static FeatureRanges Of(IEmotionClassifier classifier, ExplanationBackground background)
    {
        if (classifier is EmotionClassifier { Weights: VoteWeights { Preparations: [{ Preprocessing: var fitted }, ..] } })
            return new FeatureRanges(fitted.LowFence, fitted.HighFence, fitted.Mean, fitted.Scale);
        var (low, high) = RobustFences.Open;
        var parameters = FeaturePreprocessor.Fit(background.Rows).Parameters;
        return new FeatureRanges([.. Enumerable.Repeat(low, background.Width)], [.. Enumerable.Repeat(high, background.Width)], parameters.Mean, parameters.Scale);
    }

    public ValueState StateOf(int feature, float value)
    {
        if (!float.IsFinite(value)) return ValueState.Missing;
        return value >= low[feature] && value <= high[feature] ? ValueState.Measured : ValueState.Implausible;
    }

    /// <summary>The nearest plausible value in single precision.</summary>
    public float Clamp(int feature, double value)
    {
        var clamped = (float)Math.Clamp(value, low[feature], high[feature]);

        // Rounding may have gone just beyond a fence.
        if (clamped > high[feature]) return MathF.BitDecrement(clamped);
        return clamped < low[feature] ? MathF.BitIncrement(clamped) : clamped;
    }
}
