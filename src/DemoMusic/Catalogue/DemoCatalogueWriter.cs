using System.Collections.Immutable;
using Cluster.DemoMusic.Studio;
using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;

namespace Cluster.DemoMusic.Catalogue;

/// <summary>Makes a demo catalogue on the disk, or finds the one that is there already.</summary>
/// <remarks>
/// WAV files are the same bytes for the same options on one kind of machine. Tracks are made in parallel, each in memory of its own: about
/// 4 bytes per sample and worker. A run that was interrupted leaves no complete seal, so the next one makes everything again.
/// </remarks>
public static class DemoCatalogueWriter
{
    private const long SpareBytes = 16 << 20;

    /// <summary>Makes the catalogue.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="progress">Told after every track how many are done; null when nobody listens.</param>
    /// <param name="cancellationToken">Asked before every track.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="DemoCatalogueException">The folder cannot be written, belongs to something else, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DemoCatalogue Write(DemoOptions options, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        options.Validate();
        var folder = Path.GetFullPath(options.Folder);
        var withMp3 = options.Mp3Share > 0 && AudioEncoder.CanWrite(AudioFileFormat.Mp3, options.SampleRate, 1);
        var planned = CataloguePlanner.Plan(options, withMp3);
        var seal = new CatalogueSeal(CatalogueSeal.FingerprintOf(planned, options.SampleRate), false, planned.ToDictionary(track => track.Track.Path, _ => 0L));
        var catalogue = Describe(folder, planned);
        try
        {
            Directory.CreateDirectory(folder);
            if (CatalogueSeal.Read(folder) is { } old)
            {
                if (old.Fingerprint == seal.Fingerprint && old.HoldsIn(folder) && HasManifests(catalogue)) return catalogue with { Reused = true };
                old.DeleteFiles(folder);
            }
            else if (File.Exists(catalogue.TrainingManifest) || File.Exists(catalogue.BackfillManifest))
            {
                throw new DemoCatalogueException($"The folder '{folder}' holds a manifest that the demo did not write; choose another folder.");
            }

            RequireSpace(folder, planned, options.SampleRate);
            seal.Write(folder);
            WriteAudio(folder, planned, options.SampleRate, progress, cancellationToken);
            DemoManifest.Write(catalogue.TrainingManifest, catalogue.Training, withEmotion: true);
            DemoManifest.Write(catalogue.BackfillManifest, catalogue.Backfill, withEmotion: false);
            DemoManifest.Write(catalogue.TruthManifest, catalogue.Backfill, withEmotion: true);
            var sizes = planned.ToDictionary(track => track.Track.Path, track => new FileInfo(Path.Combine(folder, track.Track.Path)).Length);
            (seal with { Complete = true, Files = sizes }).Write(folder);
            return catalogue;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or AudioFormatException)
        {
            throw new DemoCatalogueException($"The demo catalogue cannot be written to '{folder}': {fault.Message}", fault);
        }
    }

    private static DemoCatalogue Describe(string folder, ImmutableArray<PlannedTrack> planned) => new()
    {
        Folder = folder,
        Training = [.. planned.Where(track => track.ForTraining).Select(track => track.Track)],
        Backfill = [.. planned.Where(track => !track.ForTraining).Select(track => track.Track)],
        AudioSeconds = planned.Sum(track => track.DurationS),
        Reused = false,
    };

    private static bool HasManifests(DemoCatalogue catalogue) =>
        File.Exists(catalogue.TrainingManifest) && File.Exists(catalogue.BackfillManifest) && File.Exists(catalogue.TruthManifest);

    private static void RequireSpace(string folder, ImmutableArray<PlannedTrack> planned, int sampleRate)
    {
        var needed = SpareBytes + (long)planned.Sum(track => track.DurationS * sampleRate * (track.AsMp3 ? 0.5 : 2));
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free >= needed) return;
        throw new DemoCatalogueException(
            $"The demo catalogue needs {needed >> 20} MiB in '{folder}', but the disk has {free >> 20} MiB left; ask for fewer tracks or another folder.");
    }

    private static void WriteAudio(
        string folder, ImmutableArray<PlannedTrack> planned, int sampleRate, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        try
        {
            Parallel.ForEach(planned, parallel, track =>
            {
                var path = Path.Combine(folder, track.Track.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var sound = TrackSynthesizer.Synthesize(track.Performance, track.Recording, track.DurationS, sampleRate, track.Seed);
                AudioEncoder.Write(path, track.AsMp3 ? AudioFileFormat.Mp3 : AudioFileFormat.Wav, sampleRate, 1, sound);
                progress?.Report(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException faults) when (faults.Flatten().InnerExceptions is [var first, ..])
        {
            // Workers that fail together mostly fail for one reason, such as a full disk.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
