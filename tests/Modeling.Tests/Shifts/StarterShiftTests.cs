using System.Globalization;
using Cluster.Featurization;
using Cluster.Shifts;

namespace Cluster.Modeling.Tests.Shifts;

/// <summary>How far the starter model's columns and tags move when a recording is encoded, cut elsewhere or turned down. The figures on recordings are in <c>docs/stability.md</c>.</summary>
public sealed class StarterShiftTests(ShiftedMusic music) : IClassFixture<ShiftedMusic>
{
    // Of what a shift is known to move, the mean over the clips stays below this.
    private const double MostOfTheMoved = 1.5;

    private static readonly IReadOnlyList<string> Names = FeatureSchema.Find(FeatureSchema.MirToolboxVersion)!.Names;

    // Bounds are about twice what was seen. An excerpt that begins elsewhere has other periods; the schema keeps the level, and roughness is one of level.
    [Theory]
    [InlineData(Shift.Mp3At128, 0.2)]
    [InlineData(Shift.Mp3At64, 0.25)]
    [InlineData(Shift.Later, 0.2, "_Fluctuation_Mean", "_HarmonicChangeDetectionFunction_Std", "_HarmonicChangeDetectionFunction_Slope", "_HarmonicChangeDetectionFunction_PeriodAmp", "_HarmonicChangeDetectionFunction_PeriodEntropy")]
    [InlineData(Shift.Quieter, 0.2, "_RMSenergy_Mean", "_Roughness_Mean")]
    public async Task Columns_OfAShiftedClip_MoveByFractionsOfADeviation(Shift shift, double most, params string[] moved)
    {
        var figures = await music.OfAsync(shift);

        var wrong = Names.Zip(figures.Mean).Where(column => column.Second > (moved.Contains(column.First) ? MostOfTheMoved : most));
        Assert.Empty(wrong.Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.First} moves by {column.Second:0.00}")));

        // Two columns are left out by the model, which therefore holds no deviation of them.
        Assert.Equal(2, figures.Mean.Count(double.IsNaN));
    }

    [Theory]
    [InlineData(Shift.Mp3At128)]
    [InlineData(Shift.Mp3At64)]
    [InlineData(Shift.Later)]
    [InlineData(Shift.Quieter)]
    public async Task Tags_OfAShiftedClip_MostlyStay(Shift shift)
    {
        var figures = await music.OfAsync(shift);

        Assert.True(figures.OtherLabel <= figures.Clips / 5, $"{figures.OtherLabel} of {figures.Clips} clips are called otherwise.");
        Assert.True(figures.Sure >= 3, $"Of {figures.Clips} clips the model is sure of {figures.Sure}: too few to say anything.");
        Assert.True(figures.SureOtherLabel <= figures.Sure / 4, $"Of {figures.Sure} clips that the model was sure of {figures.SureOtherLabel} are called otherwise.");
        Assert.InRange(figures.ConfidenceMove, 0, 0.12);
    }

    [Fact]
    public async Task Level_OfAQuieterClip_MovesItsColumnsAndNoSpectrum()
    {
        var quieter = await music.OfAsync(Shift.Quieter);

        Assert.InRange(quieter.Mean[Index("_RMSenergy_Mean")], 0.3, MostOfTheMoved);
        Assert.InRange(quieter.Mean[Index("_Spectralcentroid_Mean")], 0, 0.02);
        Assert.InRange(quieter.Mean[Index("_Tempo_Mean")], 0, 0.02);
    }

    private static int Index(string column) => Names.ToList().IndexOf(column);
}
