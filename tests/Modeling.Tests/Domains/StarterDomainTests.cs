using Cluster.Featurization;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Training;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Domains;

/// <summary>The starter model's domain: music like its own is inside, machine-made piano is outside or answered with doubt.</summary>
[Trait("Suite", "Slow")]
public sealed class StarterDomainTests
{
    private const double Tagged = 0.75;
    private static readonly FeatureSchema Schema = FeatureSchema.Find(FeatureSchema.MirToolboxVersion)!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void HeldOutRows_OfTheTable_AreInsideButForATenth(int seed)
    {
        var table = Table();
        var (foldOfRow, folds) = StratifiedGroupKFold.Split([.. table.Rows.Select(row => row.Label)], table.Groups, 10, seed);
        var outside = 0;
        for (var fold = 0; fold < folds; fold++)
        {
            var domain = DomainFit.Fit(table, [.. Enumerable.Range(0, foldOfRow.Length).Where(row => foldOfRow[row] != fold)], seed);
            outside += Enumerable.Range(0, foldOfRow.Length).Count(row => foldOfRow[row] == fold && !domain.Holds(table.Rows[row].Features));
        }

        Assert.InRange(outside / (double)table.Rows.Count, 0.01, 0.10);
    }

    [Fact]
    public async Task MachineMadePiano_IsOutsideOrInDoubt()
    {
        var folder = Needs.SharedData("audio/emopia-demo");
        var model = (await ModelArtefact.LoadAsync(Path.Combine(RepositoryPaths.Root, "src", "Silo", "starter-model"), Cancel)).CreateClassifier(Schema.Id);
        var featurizer = new TrackFeaturizer([Schema]);
        var (clips, outside, careful) = (0, 0, 0);
        foreach (var file in Directory.GetFiles(folder, "*.mp3").Order(StringComparer.Ordinal))
        {
            if (VectorOf(featurizer, file) is not { } vector) continue;
            var isOutside = model.IsOutOfDomain(vector);
            var probabilities = model.Predict(vector);
            clips++;
            outside += isOutside ? 1 : 0;
            careful += isOutside || probabilities[probabilities.Top()] < Tagged ? 1 : 0;
        }

        // Two of the 24 are shorter than the schema takes.
        Assert.Equal(22, clips);
        Assert.True(careful >= 0.7 * clips, $"Of {clips} clips {outside} are outside and {careful} outside or in doubt.");
    }

    private static float[]? VectorOf(TrackFeaturizer featurizer, string file)
    {
        try
        {
            return featurizer.FeaturizeStretch(file, cancellationToken: Cancel).Clip.Features.Vector;
        }
        catch (Featurization.Decoding.AudioFormatException tooShort) when (tooShort.Fault == Featurization.Decoding.AudioFault.TooShort)
        {
            return null;
        }
    }

    private static LabelledTable Table() => FeatureTableImporter.Read(
        Needs.SharedData("turkish-music-emotion/acoustic_features.csv"), new FeatureTableOptions { Features = Schema.Names, SchemaId = Schema.Id })
        .Without(["_Spectralflatness_Mean", "_HarmonicChangeDetectionFunction_PeriodFreq"]);
}
