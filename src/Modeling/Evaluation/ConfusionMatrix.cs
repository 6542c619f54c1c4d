using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Evaluation;

/// <summary>Counts of truth against prediction over the four emotions, and the figures that follow from them.</summary>
public sealed class ConfusionMatrix
{
    private const int Width = EmotionProbabilities.Count;
    private readonly long[] counts = new long[Width * Width];

    /// <summary>Counts by truth, then prediction, both by the emotions' numbers.</summary>
    public long this[EmotionLabel truth, EmotionLabel prediction] => counts[((int)truth * Width) + (int)prediction];

    /// <summary>All counts.</summary>
    public long Total => counts.Sum();

    /// <summary>The share of the diagonal; 0 without rows.</summary>
    public double Accuracy
    {
        get
        {
            var total = Total;
            var right = 0L;
            for (var k = 0; k < Width; k++) right += counts[(k * Width) + k];
            return total == 0 ? 0 : (double)right / total;
        }
    }

    /// <summary>The unweighted mean of F1 over the emotions that occur in truth; 0 without rows.</summary>
    public double MacroF1
    {
        get
        {
            var sum = 0.0;
            var present = 0;
            for (var k = 0; k < Width; k++)
            {
                if (Support((EmotionLabel)k) == 0) continue;
                sum += F1((EmotionLabel)k);
                present++;
            }

            return present == 0 ? 0 : sum / present;
        }
    }

    /// <summary>Counts the most probable emotions of predictions; ties go to the lower number.</summary>
    /// <param name="probabilities">Row-major <c>[rowCount, 4]</c>.</param>
    /// <param name="truths">One per row.</param>
    public static ConfusionMatrix Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<EmotionLabel> truths)
    {
        if (probabilities.Length != truths.Length * Width) throw new ArgumentException("Expected four probabilities per row.", nameof(probabilities));
        var matrix = new ConfusionMatrix();
        for (var i = 0; i < truths.Length; i++) matrix.Add(truths[i], Top(probabilities.Slice(i * Width, Width)));
        return matrix;
    }

    /// <summary>Counts rows.</summary>
    public void Add(EmotionLabel truth, EmotionLabel prediction, long count = 1) => counts[((int)truth * Width) + (int)prediction] += count;

    /// <summary>Rows of this truth.</summary>
    public long Support(EmotionLabel label)
    {
        var sum = 0L;
        for (var k = 0; k < Width; k++) sum += this[label, (EmotionLabel)k];
        return sum;
    }

    /// <summary>Rows with this prediction.</summary>
    public long Predicted(EmotionLabel label)
    {
        var sum = 0L;
        for (var k = 0; k < Width; k++) sum += this[(EmotionLabel)k, label];
        return sum;
    }

    /// <summary>The share of right ones among the predictions of an emotion; 0 when it was never predicted.</summary>
    public double Precision(EmotionLabel label) => Predicted(label) == 0 ? 0 : (double)this[label, label] / Predicted(label);

    /// <summary>The share of an emotion's rows that were found; 0 when it does not occur.</summary>
    public double Recall(EmotionLabel label) => Support(label) == 0 ? 0 : (double)this[label, label] / Support(label);

    /// <summary><c>2 TP / (2 TP + FP + FN)</c>; 0 when the emotion neither occurs nor is predicted.</summary>
    public double F1(EmotionLabel label)
    {
        var denominator = Support(label) + Predicted(label);
        return denominator == 0 ? 0 : 2.0 * this[label, label] / denominator;
    }

    /// <summary>The counts as a 4 by 4 array, truth by prediction.</summary>
    public long[][] ToArray() => [.. Enumerable.Range(0, Width).Select(truth => counts.AsSpan(truth * Width, Width).ToArray())];

    internal static EmotionLabel Top(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var k = 1; k < probabilities.Length; k++)
        {
            if (probabilities[k] > probabilities[best]) best = k;
        }

        return (EmotionLabel)best;
    }
}
