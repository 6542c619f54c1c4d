using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>Explains the answers of one model, by the method that fits it. An immutable plan, thread-safe.</summary>
/// <remarks>
/// Shapley values are exact by feature for a model with one member of weighted sums, or of trees on features; for all others (votes, kernels, trees on principal
/// components, networks) they are exact by group and sampled by feature within each group. All compare the row with the same background, so that they agree where two of them could be used.
/// </remarks>
public sealed class ModelExplainer
{
    private readonly IEmotionClassifier classifier;
    private readonly ExplanationBackground background;
    private readonly ExplanationNaming naming;
    private readonly IAttributor shap;
    private readonly IAttributor lime;

    /// <summary>Prepares explanations of a model.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="background">Rows to compare with, under the model's schema; usually drawn from its training rows.</param>
    /// <param name="reference">The training distribution of the features; null to leave percentiles out.</param>
    /// <param name="grouping">The groups; null for those of <see cref="FeatureGrouping.FromNames"/>.</param>
    /// <param name="options">Settings of what is drawn by lot; null for the defaults.</param>
    /// <exception cref="ArgumentException">A part is for another number of features than the model reads, or an option is outside its range.</exception>
    public ModelExplainer(
        IEmotionClassifier classifier,
        ExplanationBackground background,
        FeatureReference? reference = null,
        FeatureGrouping? grouping = null,
        ExplanationOptions? options = null)
    {
        var manifest = classifier.Manifest;
        RequireWidth(background.Width, "background rows", nameof(background));
        if (reference is not null) RequireWidth(reference.Width, "reference", nameof(reference));
        grouping ??= FeatureGrouping.FromNames(manifest.Features);
        RequireWidth(grouping.GroupOf.Count, "grouping", nameof(grouping));
        options ??= new ExplanationOptions();
        options.Validate();
        this.classifier = classifier;
        this.background = background;
        var ranges = FeatureRanges.Of(classifier, background);
        naming = new ExplanationNaming(manifest.Features, manifest.Classes, grouping, ranges, reference);
        var outputs = new ModelOutputs(classifier);
        shap = ScoreAttribution.Create(classifier, background) is { } exact ? exact : new GroupAttribution(outputs, grouping, background, options);
        lime = new LimeAttribution(outputs, ranges, options);

        void RequireWidth(int width, string part, string parameter)
        {
            if (width != manifest.Features.Count)
                throw new ArgumentException($"The {part} have {width} features; model {manifest.ModelVersion} reads {manifest.Features.Count}.", parameter);
        }
    }

    /// <summary>Explains the answer to one row.</summary>
    /// <param name="features">Raw values in schema order; NaN or infinite where missing.</param>
    /// <param name="method">What is asked for.</param>
    /// <param name="cancellationToken">Ends the work between two batches of rows.</param>
    /// <exception cref="ArgumentException">The row has another length than the model's.</exception>
    /// <exception cref="NotSupportedException">A local fit is asked for of a model that reads more features than it can hold.</exception>
    public Explanation Explain(ReadOnlySpan<float> features, ExplanationMethod method = ExplanationMethod.Shap, CancellationToken cancellationToken = default)
    {
        var manifest = classifier.Manifest;
        var width = manifest.Features.Count;
        if (features.Length != width) throw new ArgumentException($"Expected {width} features, got {features.Length}.", nameof(features));
        if (method == ExplanationMethod.Lime && width > ExplanationOptions.MaxFeatures)
        {
            throw new NotSupportedException(
                $"A local fit holds at most {ExplanationOptions.MaxFeatures} features; model {manifest.ModelVersion} reads {width}. Ask for shap, which explains it by group.");
        }

        var attributor = method switch
        {
            ExplanationMethod.Shap => shap,
            ExplanationMethod.Lime => lime,
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Not a method."),
        };
        var probabilities = classifier.Predict(features);
        EmotionLabel[] ranked = [.. probabilities.Ranked().Where(manifest.Classes.Contains)];
        var pair = new AnswerPair(PlaceOf(ranked[0]), PlaceOf(ranked[1]));
        var attribution = attributor.Attribute(features, pair, cancellationToken);
        return new Explanation
        {
            ModelVersion = manifest.ModelVersion,
            SchemaId = manifest.SchemaId,
            Algorithm = attribution.Algorithm,
            Top = ranked[0],
            RunnerUp = ranked[1],
            Probabilities = probabilities,
            Difference = naming.Difference(attribution),
            Classes = naming.Classes(attribution),
            Features = naming.Features(attribution, features),
            Groups = naming.Groups(attribution, features),
            Evaluations = 1 + attribution.Evaluations,
            BackgroundRows = background.Count,
            Seed = attribution.Seed,
            Fit = attribution.Fit,
        };

        int PlaceOf(EmotionLabel emotion) => manifest.Classes.Index().First(pair => pair.Item == emotion).Index;
    }
}
