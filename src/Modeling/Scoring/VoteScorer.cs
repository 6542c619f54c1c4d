using System.Buffers;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Scoring;

/// <summary>The scores of a whole model from raw vectors, as training's held-out rows and serving both compute them.</summary>
/// <remarks>
/// <para>One member: its scores. Several: <c>ln(sum over members of weight * softmax(scores / temperature))</c>, a linear opinion pool, whose lack of confidence
/// the model's temperature repairs. Source: Ranjan and Gneiting, "Combining probability forecasts", Journal of the Royal Statistical Society B 72, 2010.</para>
/// <para>Immutable, thread-safe, allocates nothing per row.</para>
/// </remarks>
internal sealed class VoteScorer : IModelScorer
{
    /// <summary>The least probability of a trained emotion in a vote: its logarithm stays finite.</summary>
    public const double LeastProbability = 1e-15;

    private const int Count = EmotionProbabilities.Count;
    private const int OnStack = 1024;
    private readonly (FeaturePreparation Preparation, int Start)[] preparations;
    private readonly (double Weight, double? Temperature, int Preparation, IPreparedScorer Scorer)[] members;
    private readonly int preparedWidth;

    public VoteScorer(IReadOnlyList<EmotionLabel> classes, VoteWeights weights)
    {
        preparations = new (FeaturePreparation, int)[weights.Preparations.Count];
        for (var p = 0; p < preparations.Length; p++)
        {
            preparations[p] = (new FeaturePreparation(weights.Preparations[p]), preparedWidth);
            preparedWidth += preparations[p].Preparation.Width;
        }

        Width = preparations[0].Preparation.RawWidth;
        members = [.. weights.Members.Select(member => (member.Weight, member.Temperature, member.Preparation, member.Scores.CreateScorer(classes)))];
    }

    public int Width { get; }

    /// <param name="features">Raw values in schema order.</param>
    /// <param name="scores">Receives 4 values; negative infinity for an emotion that the model never saw.</param>
    /// <exception cref="ArgumentException">A span has another length than the model's.</exception>
    public void Score(ReadOnlySpan<float> features, Span<double> scores)
    {
        if (features.Length != Width) throw new ArgumentException($"Expected {Width} features, got {features.Length}.", nameof(features));
        if (scores.Length != Count) throw new ArgumentException($"Expected room for {Count} emotions, got {scores.Length}.", nameof(scores));

        var rented = preparedWidth > OnStack ? ArrayPool<float>.Shared.Rent(preparedWidth) : null;
        var prepared = rented is null ? stackalloc float[preparedWidth] : rented;
        foreach (var (preparation, start) in preparations) preparation.Apply(features, prepared.Slice(start, preparation.Width));
        if (members is [{ Temperature: null } alone]) alone.Scorer.Score(Part(prepared, alone.Preparation), scores);
        else Vote(prepared, scores);
        if (rented is not null) ArrayPool<float>.Shared.Return(rented);
    }

    public void Dispose()
    {
    }

    /// <summary>Adds a member's calibrated probabilities to a vote.</summary>
    /// <param name="scores">The member's scores; become its probabilities.</param>
    /// <param name="temperature">Its temperature.</param>
    /// <param name="weight">Its share.</param>
    /// <param name="pool">The sums so far; starts at 0.</param>
    public static void Add(Span<double> scores, double temperature, double weight, Span<double> pool)
    {
        Softmax.Apply(scores, temperature);
        for (var k = 0; k < scores.Length; k++) pool[k] += weight * scores[k];
    }

    /// <summary>Turns pooled probabilities into scores; 0 stays for emotions that no member knows and becomes negative infinity.</summary>
    public static void ToScores(Span<double> pool, ReadOnlySpan<bool> trained)
    {
        for (var k = 0; k < pool.Length; k++) pool[k] = trained[k] ? Math.Log(Math.Max(pool[k], LeastProbability)) : double.NegativeInfinity;
    }

    private void Vote(ReadOnlySpan<float> prepared, Span<double> scores)
    {
        Span<double> member = stackalloc double[Count];
        Span<bool> trained = stackalloc bool[Count];
        trained.Clear();
        scores.Clear();
        foreach (var (weight, temperature, preparation, scorer) in members)
        {
            scorer.Score(Part(prepared, preparation), member);
            for (var k = 0; k < Count; k++) trained[k] |= !double.IsNegativeInfinity(member[k]);
            Add(member, temperature ?? 1, weight, scores);
        }

        ToScores(scores, trained);
    }

    private ReadOnlySpan<float> Part(ReadOnlySpan<float> prepared, int preparation) =>
        prepared.Slice(preparations[preparation].Start, preparations[preparation].Preparation.Width);
}
