using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Tests.Scoring;

public sealed class VoteScorerTests
{
    private static readonly EmotionLabel[] Classes = [EmotionLabel.Sad, EmotionLabel.Relaxed];

    private static readonly PreparationParameters Plain = new()
    {
        Preprocessing = new PreprocessingParameters { LowFence = [-9], HighFence = [9], Median = [0], Mean = [1], Scale = [2] },
        Power = null,
        Components = null,
    };

    // The identity on the same feature: (value - 0) / 1 before and after, lambda 1.
    private static readonly PreparationParameters Shaped = Plain with
    {
        Power = new PowerParameters { Chroma = null, Centre = [0], Spread = [1], Lambda = [1], Mean = [0], Scale = [1] },
    };

    private static readonly LinearWeights Linear = new() { Weights = [[2], [-1]], Bias = [0.5, 0] };

    private static readonly KernelWeights Kernel = new()
    {
        Gamma = 0.25,
        Centres = KernelWeights.Encode([[1], [-1]]),
        Coefficients = [[3, -2], [0, 4]],
        Bias = [0.1, -0.1],
    };

    [Fact]
    public void Score_OneMember_GivesItsOwnScores()
    {
        var scores = Score(5, new VoteMember { Weight = 1, Temperature = null, Preparation = 0, Scores = Linear });
        Assert.Equal([double.NegativeInfinity, 4.5, double.NegativeInfinity, -2], scores);        // the value is (5 - 1) / 2 = 2
    }

    [Fact]
    public void Score_TwoMembers_PoolsCalibratedProbabilitiesEachOnItsPreparation()
    {
        var scores = Score(
            3,
            new VoteMember { Weight = 0.25, Temperature = 2, Preparation = 0, Scores = Linear },
            new VoteMember { Weight = 0.75, Temperature = 0.5, Preparation = 1, Scores = Kernel });

        // Linear sees (3 - 1) / 2 = 1: scores 2.5 and -1. The kernel sees 3: squared distances 4 and 16.
        var linear = 1 / (1 + Math.Exp(-3.5 / 2));
        double near = Math.Exp(-1), far = Math.Exp(-4);
        var difference = (0.1 + (3 * near) - (2 * far)) - (-0.1 + (4 * far));
        var kernel = 1 / (1 + Math.Exp(-difference / 0.5));
        var sad = (0.25 * linear) + (0.75 * kernel);
        Assert.Equal(Math.Log(sad), scores[1], 1e-6);
        Assert.Equal(Math.Log(1 - sad), scores[3], 1e-6);
        Assert.Equal([double.NegativeInfinity, double.NegativeInfinity], [scores[0], scores[2]]);
    }

    [Fact]
    public void Score_CertainVote_StaysFinite()
    {
        var certain = new LinearWeights { Weights = [[1e6], [-1e6]], Bias = [0, 0] };
        var member = new VoteMember { Weight = 0.5, Temperature = 0.1, Preparation = 0, Scores = certain };
        var scores = Score(9, member, member);
        Assert.Equal(0, scores[1], 12);
        Assert.Equal(Math.Log(VoteScorer.LeastProbability), scores[3], 9);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(1, 3)]
    public void Score_WrongLengths_Throw(int features, int room)
    {
        var scorer = Create(new VoteMember { Weight = 1, Temperature = null, Preparation = 0, Scores = Linear });
        Assert.Throws<ArgumentException>(() => scorer.Score(new float[features], new double[room]));
    }

    private static VoteScorer Create(params VoteMember[] members) => new(Classes, new VoteWeights { Preparations = [Plain, Shaped], Members = members });

    private static double[] Score(float value, params VoteMember[] members)
    {
        var scores = new double[4];
        Create(members).Score([value], scores);
        return scores;
    }
}
