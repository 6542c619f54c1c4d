using Cluster.Abstractions.Emotions;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Models;

/// <summary>Loads a model and runs it once, so that its first answer is neither slow nor a surprise.</summary>
public static class ModelWarmer
{
    private const double SumTolerance = 1e-6;

    /// <summary>Unpacks, verifies, makes the classifier and predicts a vector in which every value is missing, which every model has to take.</summary>
    /// <param name="archive">The packed artefact.</param>
    /// <exception cref="ModelArtefactException">The artefact is damaged, or its model gives no probabilities.</exception>
    public static IEmotionClassifier Load(ReadOnlyMemory<byte> archive)
    {
        var classifier = ModelArtefact.Unpack(archive).CreateClassifier();
        Run(classifier);
        return classifier;
    }

    /// <summary>Runs a model once.</summary>
    /// <exception cref="ModelArtefactException">It throws, or gives no probabilities.</exception>
    public static void Run(IEmotionClassifier classifier)
    {
        var features = new float[classifier.Manifest.Features.Count];
        Array.Fill(features, float.NaN);
        var probabilities = new double[EmotionProbabilities.Count];
        try
        {
            classifier.Predict(features, probabilities);
        }
        catch (Exception error)
        {
            throw new ModelArtefactException($"The model {classifier.Manifest.ModelVersion} fails on its first vector: {error.Message}", error);
        }

        if (!AreProbabilities(probabilities))
            throw new ModelArtefactException($"The model {classifier.Manifest.ModelVersion} gives no probabilities: {string.Join(", ", probabilities)}.");
    }

    /// <summary>True when each value is in [0, 1] and together they are 1.</summary>
    public static bool AreProbabilities(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            if (value is not (>= 0 and <= 1)) return false;
            sum += value;
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }
}
