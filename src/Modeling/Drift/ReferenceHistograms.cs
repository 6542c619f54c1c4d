using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Drift;

/// <summary>What a model's inputs and outputs looked like when it was trained, to hold what it sees later against. Immutable.</summary>
/// <remarks>
/// The features are those of all training rows; classes and confidences are the calibrated predictions on held-out rows over all repeats, as the model answers music
/// that it does not know.
/// </remarks>
public sealed record ReferenceHistograms
{
    /// <summary>The only format that this code writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Bins of each feature, and of the confidence.</summary>
    public const int Bins = 20;

    /// <summary>The form of the file; <see cref="CurrentFormat"/>.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The feature schema.</summary>
    public required string SchemaId { get; init; }

    /// <summary>Training rows; each feature's counts add up to it.</summary>
    public required long Rows { get; init; }

    /// <summary>One histogram per feature, in the schema's order.</summary>
    public required IReadOnlyList<FeatureHistogram> Features { get; init; }

    /// <summary>Held-out predictions over all repeats.</summary>
    public required long Predictions { get; init; }

    /// <summary>Held-out predictions by the name of the most probable emotion; all four are there.</summary>
    public required IReadOnlyDictionary<string, long> PredictedClasses { get; init; }

    /// <summary>Held-out predictions by confidence, in 20 equal bins (0, 1/20], (1/20, 2/20] ... (19/20, 1].</summary>
    public required IReadOnlyList<long> Confidence { get; init; }

    /// <summary>Features that no training row had a value of, such as those that training was asked to leave out, in the schema's order: the model knows nothing of them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> LeftOut => [.. Features.Where(feature => feature.Missing == Rows).Select(feature => feature.Name)];

    /// <summary>The bin of a confidence.</summary>
    /// <param name="confidence">The greatest probability, in [0, 1].</param>
    public static int ConfidenceBin(double confidence) => Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1);

    /// <summary>Reads the JSON form and checks it.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="schemaId">The model's feature schema.</param>
    /// <param name="features">The model's features in order.</param>
    /// <exception cref="ModelArtefactException">The bytes are no such histograms, or not those of this model.</exception>
    public static ReferenceHistograms Read(ReadOnlySpan<byte> json, string schemaId, IReadOnlyList<string> features)
    {
        try
        {
            var read = JsonSerializer.Deserialize(json, DriftJson.Default.ReferenceHistograms) ?? throw Damaged("the file is empty");
            read.Verify(schemaId, features);
            return read;
        }
        catch (JsonException exception)
        {
            throw new ModelArtefactException($"The reference histograms cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The JSON form in UTF-8, ending with a line feed; the same histograms give the same bytes.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, DriftJson.Default.ReferenceHistograms), (byte)'\n'];

    /// <summary>Checks that every number is within its bounds and every sum is right.</summary>
    /// <param name="schemaId">The model's feature schema.</param>
    /// <param name="features">The model's features in order.</param>
    /// <exception cref="ModelArtefactException">One is not; the message says which.</exception>
    public void Verify(string schemaId, IReadOnlyList<string> features)
    {
        if (FormatVersion != CurrentFormat) throw Damaged($"format {FormatVersion} is not {CurrentFormat}");
        if (SchemaId != schemaId) throw Damaged($"they are of schema '{SchemaId}', the model reads '{schemaId}'");
        if (Rows is < 1 or > int.MaxValue) throw Damaged($"rows is {Rows}");
        if (Features.Count != features.Count) throw Damaged($"there are {Features.Count} features, the model has {features.Count}");
        for (var j = 0; j < Features.Count; j++) Verify(Features[j], features[j]);
        if (Predictions is < 0 or > int.MaxValue) throw Damaged($"predictions is {Predictions}");
        if (Confidence.Count != Bins) throw Damaged($"confidence has {Confidence.Count} bins");
        VerifyCounts("confidence", Confidence, Predictions);
        if (!PredictedClasses.Keys.ToHashSet().SetEquals(Enum.GetValues<EmotionLabel>().Select(label => label.ToName())))
            throw Damaged("predictedClasses does not name the four emotions");
        VerifyCounts("predictedClasses", [.. PredictedClasses.Values], Predictions);
    }

    /// <summary>Counts a training set and the held-out predictions on it.</summary>
    /// <param name="table">The training set.</param>
    /// <param name="scored">The pooled held-out predictions.</param>
    internal static ReferenceHistograms Of(LabelledTable table, ScoredRows scored)
    {
        var classes = Enum.GetValues<EmotionLabel>().ToDictionary(label => label.ToName(), _ => 0L);
        var confidence = new long[Bins];
        for (var i = 0; i < scored.Count; i++)
        {
            var row = scored.Calibrated.Slice(i * EmotionProbabilities.Count, EmotionProbabilities.Count);
            var top = ConfusionMatrix.Top(row);
            classes[top.ToName()]++;
            confidence[ConfidenceBin(row[(int)top])]++;
        }

        return new ReferenceHistograms
        {
            FormatVersion = CurrentFormat,
            SchemaId = table.SchemaId,
            Rows = table.Rows.Count,
            Features = [.. table.FeatureNames.Select((name, j) => FeatureHistogram.Of(name, [.. table.Rows.Select(row => row.Features[j])], Bins))],
            Predictions = scored.Count,
            PredictedClasses = classes,
            Confidence = confidence,
        };
    }

    // Lists come from a file: their elements may be null whatever their type says.
    private void Verify(FeatureHistogram? histogram, string name)
    {
        if (histogram is null || histogram.Name != name) throw Damaged($"the feature '{name}' is missing or in another place");
        var (edges, counts) = (histogram.Edges, histogram.Counts);
        if (edges.Count > Bins + 1 || edges.Count == 1 || counts.Count != Math.Max(0, edges.Count - 1))
            throw Damaged($"the feature '{name}' has {counts.Count} bins between {edges.Count} ends");
        for (var b = 0; b < edges.Count; b++)
        {
            if (!double.IsFinite(edges[b]) || (b > 0 && edges[b] <= edges[b - 1])) throw Damaged($"the ends of the bins of the feature '{name}' do not rise");
        }

        VerifyCounts($"the feature '{name}'", [.. counts, histogram.Underflow, histogram.Overflow, histogram.Missing], Rows);
    }

    private static void VerifyCounts(string what, IReadOnlyList<long> counts, long total)
    {
        // Each is held against the total first, so that the sum cannot run over.
        if (counts.Any(count => count < 0 || count > total) || counts.Sum() != total) throw Damaged($"the counts of {what} do not add up to {total}");
    }

    private static ModelArtefactException Damaged(string why) => new($"The reference histograms are damaged: {why}.");
}
