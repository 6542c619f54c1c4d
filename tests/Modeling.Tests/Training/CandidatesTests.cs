using Cluster.Modeling.Preprocessing;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Training;

public sealed class CandidatesTests
{
    [Theory]
    [InlineData("logistic", "logistic", false, 0)]
    [InlineData("shaped-kernel", "kernel", true, 0)]
    [InlineData("discriminant-pca20", "discriminant", false, 20)]
    [InlineData("shaped-logistic-pca40", "logistic", true, 40)]
    public void Create_Name_IsItsLearnerAndPreparation(string name, string learner, bool shaped, int components)
    {
        var candidate = Assert.Single(Candidates.Create(new TrainingOptions { Candidates = [name] }));
        Assert.Equal(name, candidate.Name);
        Assert.Equal(learner, candidate.Learner.Name);
        Assert.Equal(new PreparationPlan(shaped, components), candidate.Preparation);
    }

    [Fact]
    public void FindFlaw_Default_FindsNone() => Assert.Null(Candidates.FindFlaw(Candidates.Default));

    [Theory]
    [InlineData("forest", "'forest' is no candidate. There are discriminant, logistic, kernel")]
    [InlineData("", "'' is no candidate")]
    [InlineData("Logistic", "no candidate")]
    [InlineData("shaped-", "no candidate")]
    [InlineData("logistic-pca", "no candidate")]
    [InlineData("logistic-pca19", "no candidate")]
    [InlineData("logistic-pca41", "no candidate")]
    [InlineData("logistic-shaped", "no candidate")]
    [InlineData("shaped-vote", "no candidate")]
    [InlineData("kernel,kernel", "twice")]
    [InlineData("vote", "at least two other")]
    [InlineData("vote,kernel", "at least two other")]
    public void FindFlaw_BadList_SaysWhatIsWrong(string names, string says) =>
        Assert.Contains(says, Candidates.FindFlaw(names.Split(',')), StringComparison.Ordinal);

    [Fact]
    public void FindFlaw_EmptyList_SaysSo() => Assert.Contains("No candidate", Candidates.FindFlaw([]), StringComparison.Ordinal);
}
