using Cluster.DemoMusic.Catalogue;
using Cluster.DemoMusic.Studio;
using Cluster.Featurization;
using Cluster.Modeling.Artefacts;
using Cluster.Shifts;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Shifts;

/// <summary>Synthetic clips as they are and shifted, with the starter model's answers; made once, when they are first asked for.</summary>
public sealed class ShiftedMusic
{
    private const int Clips = 14;
    private const double ClipS = 28;
    private const int Rate = 44_100;

    private readonly Lazy<Task<(ModelArtefact Model, IReadOnlyList<ShiftedClip> Clips)>> made = new(MakeAsync);

    /// <summary>The figures of a shift, in standard deviations of the training table as the model holds them: columns that it leaves out have none. Without <c>ffmpeg</c> the caller is skipped.</summary>
    public async Task<ShiftFigures> OfAsync(Shift shift)
    {
        var (model, clips) = await made.Value;
        return ShiftFigures.Of(clips, shift, model.Domain!.Scale);
    }

    private static async Task<(ModelArtefact Model, IReadOnlyList<ShiftedClip> Clips)> MakeAsync()
    {
        var schema = FeatureSchema.Find(FeatureSchema.MirToolboxVersion)!;
        var model = await ModelArtefact.LoadAsync(Path.Combine(RepositoryPaths.Root, "src", "Silo", "starter-model"));
        using var folder = new TemporaryFolder();
        var meter = new ShiftMeter(model.CreateClassifier(schema.Id), schema, folder.Path);

        // One track of each artist.
        var planned = CataloguePlanner.Plan(new DemoOptions { Folder = folder.Path }, withMp3: false);
        var tracks = Enumerable.Range(0, Clips).Select(i => planned[i * planned.Length / Clips]);
        return (model, [.. tracks.Select(track => meter.Measure(
            track.Track.TrackId, TrackSynthesizer.Synthesize(track.Performance, track.Recording, ClipS + ClipVariants.LaterS, Rate, track.Seed), Rate, 1))]);
    }
}
