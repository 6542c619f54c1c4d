using System.Globalization;
using Cluster.Featurization.MirToolbox;

namespace Cluster.Featurization.Tests.MirToolbox;

/// <summary>The columns against the toolbox's own, without the front end.</summary>
public class MirParityTests
{
    private static readonly TrackFeaturizer Featurizer = new(FeatureOptions.MirToolbox with { FrontEnd = false });

    public static TheoryData<string> Music => [.. MirGolden.Music];

    public static TheoryData<string> Synthetic => [.. MirGolden.Synthetic];

    [Theory]
    [MemberData(nameof(Music))]
    public void FeaturizeStretch_Music_EqualsToolbox(string id) => Compare(id);

    [Theory]
    [MemberData(nameof(Synthetic))]
    public void FeaturizeStretch_Synthetic_EqualsToolbox(string id) => Compare(id);

    private static void Compare(string id)
    {
        var golden = MirGolden.Read(id);
        var columns = Featurizer.FeaturizeStretch(MirGolden.PathOf(id), cancellationToken: TestContext.Current.CancellationToken).Clip.Features.Columns;
        var actual = MirToolboxColumns.Names.Zip(columns).ToDictionary(column => column.First, column => column.Second);
        var wrong = new List<string>();
        foreach (var (name, expected) in golden.Columns)
        {
            var value = actual[name];
            if (double.IsNaN(expected) && double.IsNaN(value)) continue;
            var deviation = Math.Abs(value - expected) / MirGolden.DeviationOf(name);

            // The toolbox's root mean square is off by a sample in a million; everything else is the same to rounding, counts above all.
            if (!(deviation <= (name == "_RMSenergy_Mean" ? 1e-5 : 1e-8))) wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value:R}, not {expected:R}: {deviation:E2} standard deviations"));
        }

        Assert.Empty(wrong);
    }
}
