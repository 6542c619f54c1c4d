using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Grains.Feedbacks;

namespace Cluster.Grains.Tests.Feedbacks;

public sealed class AgreementGrainTests
{
    [Fact]
    public void Measure_TooManyRaters_ComparesThoseWithTheMostRatings()
    {
        var ratings = Enumerable.Range(0, IAgreementGrain.MaxRaters + 5).SelectMany(rater => Enumerable.Range(0, rater + 1).Select(item => Rating($"t{item}", $"r{rater}")));
        var view = AgreementGrain.Measure([.. ratings], 21);
        Assert.Equal((IAgreementGrain.MaxRaters, 5), (view.Raters, view.RatersLeftOut));
        Assert.Equal(["r20", "r21", "r22", "r23", "r24"], view.Pairs.SelectMany(pair => (string[])[pair.First.Name, pair.Second.Name]).Distinct().Order());
    }

    [Fact]
    public void Measure_OneNameOfTwoKinds_IsTwoRatersAndStretchesAreItems()
    {
        var view = AgreementGrain.Measure(
            [Rating("t", "a"), Rating("t", "a", AnnotatorKind.User), Rating("t", "a", stretch: new FeedbackStretch(0, 1)), Rating("1 t", "a", stretch: new FeedbackStretch(0, 1))], 1);
        Assert.Equal((2, 1, 2), (view.Raters, view.Items, view.SingleItems));
        Assert.Equal((AnnotatorKind.Annotator, AnnotatorKind.User), (view.Pairs[0].First.Kind, view.Pairs[0].Second.Kind));
    }

    [Fact]
    public void Measure_Nothing_HasNoFigures()
    {
        var view = AgreementGrain.Measure([], 1);
        Assert.Equal((0, null, null), (view.Raters, view.PercentAgreement, view.FleissKappa));
    }

    private static StandingRating Rating(string track, string author, AnnotatorKind kind = AnnotatorKind.Annotator, FeedbackStretch stretch = default) =>
        new(track, stretch, new FeedbackAuthor(kind, author), EmotionLabel.Happy);
}
