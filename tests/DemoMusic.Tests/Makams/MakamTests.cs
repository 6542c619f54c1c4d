using Cluster.DemoMusic.Makams;

namespace Cluster.DemoMusic.Tests.Makams;

public sealed class MakamTests
{
    public static TheoryData<string> Names => [.. MakamTable.All.Select(makam => makam.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Steps_OfEveryMakam_FillTheOctaveWithKnownIntervals(string name)
    {
        var makam = Named(name);

        Assert.Equal(7, makam.Steps.Length);
        Assert.Equal(Comma.PerOctave, makam.Steps.Sum());
        Assert.All(makam.Steps, step => Assert.Contains(step, (int[])[4, 5, 8, 9, 12]));
    }

    [Theory, MemberData(nameof(Names))]
    public void Dominant_OfEveryMakam_IsADegreeOfTheScale(string name) => Assert.InRange(Named(name).DominantDegree, 2, 7);

    [Fact]
    public void Names_OfAllMakams_AreDifferent() => Assert.Distinct(MakamTable.All.Select(makam => makam.Name));

    [Fact]
    public void CommasAt_DegreesOfRast_AddUpItsSteps()
    {
        var rast = Named("Rast");

        Assert.Equal([0, 9, 17, 22, 31, 40, 48, 53, 62], Enumerable.Range(0, 9).Select(rast.CommasAt));
        Assert.Equal([-5, -13, -22, -31, -36, -44, -53, -58], Enumerable.Range(1, 8).Select(down => rast.CommasAt(-down)));
    }

    [Fact]
    public void FrequencyAt_UpperTonicAndFifth_AreTheOctaveAndNearlyThreeHalves()
    {
        var rast = Named("Rast");

        Assert.Equal(400, rast.FrequencyAt(7, 200), 1e-9);
        Assert.Equal(300, rast.FrequencyAt(4, 200), 0.02);
    }

    [Fact]
    public void ToCents_OneOctave_Is1200() => Assert.Equal(1200, Comma.ToCents(Comma.PerOctave));

    [Theory]
    [InlineData("Rast", 0.5)]
    [InlineData("Mâhur", 7)]
    [InlineData("Hüseynî", 4)]
    public void CentreDegree_AtTheBeginning_FollowsTheSeyir(string name, double degree) =>
        Assert.Equal(degree, SeyirContour.CentreDegree(Named(name), 0));

    [Theory, MemberData(nameof(Names))]
    public void CentreDegree_AtTheEnd_IsBackAtTheTonic(string name) => Assert.Equal(0.5, SeyirContour.CentreDegree(Named(name), 1));

    private static Makam Named(string name) => MakamTable.All.Single(makam => makam.Name == name);
}
