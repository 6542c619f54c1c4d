using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Evaluation;

/// <summary>Held-out predictions with their truth, before and after calibration; grows row by row.</summary>
internal sealed class ScoredRows
{
    private const int Width = EmotionProbabilities.Count;
    private readonly List<double> scores = [];
    private readonly List<double> raw = [];
    private readonly List<double> calibrated = [];
    private readonly List<EmotionLabel> truths = [];
    private readonly List<int> rows = [];
    private readonly List<int> groups = [];

    public int Count => truths.Count;

    public ReadOnlySpan<EmotionLabel> Truths => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(truths);

    /// <summary>Row-major <c>[Count, 4]</c>: scores before temperature and softmax.</summary>
    public ReadOnlySpan<double> Scores => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(scores);

    /// <summary>Row-major <c>[Count, 4]</c>: probabilities at temperature 1.</summary>
    public ReadOnlySpan<double> Raw => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(raw);

    /// <summary>Row-major <c>[Count, 4]</c>: probabilities at the model's temperature.</summary>
    public ReadOnlySpan<double> Calibrated => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(calibrated);

    /// <summary>The table's row of each prediction.</summary>
    public IReadOnlyList<int> Rows => rows;

    /// <summary>The group of each prediction.</summary>
    public IReadOnlyList<int> Groups => groups;

    /// <summary>Some of the predictions.</summary>
    /// <param name="places">Their places, below <see cref="Count"/>.</param>
    public ScoredRows Take(IReadOnlyList<int> places)
    {
        var part = new ScoredRows();
        foreach (var i in places)
        {
            part.scores.AddRange(Scores.Slice(i * Width, Width));
            part.raw.AddRange(Raw.Slice(i * Width, Width));
            part.calibrated.AddRange(Calibrated.Slice(i * Width, Width));
            part.truths.Add(truths[i]);
            part.rows.Add(rows[i]);
            part.groups.Add(groups[i]);
        }

        return part;
    }

    public void Add(int row, int group, EmotionLabel truth, ReadOnlySpan<double> score, double temperature)
    {
        Span<double> buffer = stackalloc double[Width];
        scores.AddRange(score);
        score.CopyTo(buffer);
        Softmax.Apply(buffer, 1);
        raw.AddRange(buffer);
        score.CopyTo(buffer);
        Softmax.Apply(buffer, temperature);
        calibrated.AddRange(buffer);
        truths.Add(truth);
        rows.Add(row);
        groups.Add(group);
    }
}
