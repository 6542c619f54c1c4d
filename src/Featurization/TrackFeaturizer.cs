using Cluster.Featurization.Decoding;

namespace Cluster.Featurization;

/// <summary>Reads audio files and computes the features of their clips in one pass. Thread-safe.</summary>
/// <remarks>
/// A file is decoded once, in blocks, whatever the number of schemas: mean of the channels, then the sample rate of each, then clips. Nothing
/// longer than two clips is held for each rate, however long the file.
/// Each clip's loudness is measured on the file's own channels at its own rate. Equals
/// <c>librosa.load(path, offset=..., duration=...)</c> and the features
/// of the schema's extractor when loudness normalisation is off.
/// </remarks>
public sealed class TrackFeaturizer
{
    /// <summary>The longest audio in seconds that is analysed in one go: a few megabytes can unpack to months.</summary>
    public const double LongestAudioS = 24 * 3600;

    private const int BlockFrames = 8192;
    private const double MostNonFinite = 0.01;

    private readonly IClipExtractor[] extractors;
    private readonly IGrouping<int, IClipExtractor>[] byRate;

    // Those of the last file; who reads at the same time on another thread makes its own.
    private StreamBuffers[]? spare;

    /// <summary>Builds the tables for a set of options.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public TrackFeaturizer(FeatureOptions options)
        : this([new FeatureSchema(options)])
    {
    }

    /// <summary>Builds the tables for several schemas.</summary>
    /// <param name="schemas">At least one; each once.</param>
    /// <exception cref="ArgumentException">There is none, or one twice.</exception>
    public TrackFeaturizer(IReadOnlyCollection<FeatureSchema> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        if (schemas.Count == 0 || schemas.DistinctBy(schema => schema.Id).Count() < schemas.Count)
            throw new ArgumentException("A file is analysed under at least one schema, and under each once.", nameof(schemas));
        extractors = [.. schemas.Select(schema => schema.CreateExtractor())];
        byRate = [.. extractors.GroupBy(extractor => extractor.Schema.SampleRate)];
    }

    /// <summary>The schema of the vectors; the first where there are several.</summary>
    public FeatureSchema Schema => extractors[0].Schema;

    /// <summary>All schemas, in the order in which they were given.</summary>
    public IEnumerable<FeatureSchema> Schemas => extractors.Select(extractor => extractor.Schema);

    /// <summary>Whether clips carry statistics over frames beside those over texture windows; default false.</summary>
    public bool WithFrameSummary { get; init; }

    /// <summary>The longest audio in seconds; default <see cref="LongestAudioS"/>; tests have no day to spend.</summary>
    internal double MostAudioS { get; init; } = LongestAudioS;

    /// <summary>Featurizes the clips of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cutting">How it is cut into clips.</param>
    /// <param name="startS">Where the analysis starts, in seconds from the start of the file; at least 0.</param>
    /// <param name="durationS">How many seconds are analysed at most, above 0; null for all there are.</param>
    /// <param name="onClip">Is called for every clip, in order, while the file is read; once for every schema.</param>
    /// <param name="onProgress">Is called for every block of frames that is read, or dropped on the way to the start: very often.</param>
    /// <param name="cancellationToken">Is asked between blocks.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="AudioFormatException">
    /// The audio cannot be analysed, more than <see cref="LongestAudioS"/> of it are wanted, or every schema refused a clip. Clips that were
    /// handed over before are then not to be used: what is wrong may show only at the end.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public AudioInfo Featurize(
        string path,
        ClipCutting cutting,
        double startS,
        double? durationS,
        Action<FeaturizedClip> onClip,
        Action? onProgress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cutting);
        ArgumentNullException.ThrowIfNull(onClip);
        Action onBlock = () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            onProgress?.Invoke();
        };
        using var reader = OpenAt(path, startS, onBlock);
        return Featurize(reader, cutting, durationS, onClip, onBlock);
    }

    /// <summary>The same from where a reader stands.</summary>
    internal AudioInfo Featurize(
        AudioReader reader, ClipCutting cutting, double? durationS, Action<FeaturizedClip> onClip, Action onBlock) =>
        Run(reader, cutting.Validated(), onClip, FrameLimit(reader, durationS), onBlock);

    /// <summary>Featurizes a file, or one stretch of it, as a single clip of whatever length, under the first schema.</summary>
    /// <param name="path">The file.</param>
    /// <param name="startS">Start of the stretch in seconds; at least 0.</param>
    /// <param name="durationS">Length of the stretch in seconds, above 0; null for all there is. What lies beyond the end is left
    /// out.</param>
    /// <param name="cancellationToken">Is asked between blocks.</param>
    /// <returns>What was read, and the clip.</returns>
    /// <exception cref="AudioFormatException">The audio cannot be analysed, or the stretch lasts more than half an hour.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public (AudioInfo Audio, FeaturizedClip Clip) FeaturizeStretch(
        string path, double startS = 0, double? durationS = null, CancellationToken cancellationToken = default)
    {
        using var reader = OpenAt(path, startS, cancellationToken.ThrowIfCancellationRequested);
        var limit = FrameLimit(reader, durationS);
        var most = (long)(ClipCutting.LongestClipS * reader.SampleRate);
        var announced = reader.FrameCount - (long)(startS * reader.SampleRate);
        if (Math.Min(limit, announced ?? 0) > most) throw StretchTooLong();

        FeaturizedClip? clip = null;
        var whole = new ClipCutting(ClipCutting.LongestClipS, ClipCutting.LongestClipS);
        var audio = Run(reader, whole, c => clip = c.Schema == Schema ? c : clip, Math.Min(limit, most + 1), cancellationToken.ThrowIfCancellationRequested);
        if (reader.FramesRead > most) throw StretchTooLong();
        return clip is null ? throw SchemaClips.Error(audio.Refusals.First(refusal => refusal.Schema == Schema)) : (audio, clip);
    }

    private static AudioFormatException StretchTooLong() =>
        TooLong("A stretch of more than 30 minutes cannot be analysed as one; give a start and a duration, or cut it into clips.");

    private static AudioFormatException TooLong(string message) => new(AudioFault.TooLong, message);

    private static AudioReader OpenAt(string path, double startS, Action onBlock)
    {
        if (!(startS >= 0 && startS < 1e9)) throw new ArgumentOutOfRangeException(nameof(startS), "The start is at least 0 seconds.");
        var reader = AudioReader.Open(path);
        try
        {
            if (!reader.SkipTo((long)(startS * reader.SampleRate), onBlock))
                throw new AudioFormatException(AudioFault.OutOfRange, "The start lies behind the end of the audio.");
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private static long FrameLimit(AudioReader reader, double? durationS)
    {
        if (durationS is not { } seconds) return long.MaxValue;
        if (!(seconds > 0)) throw new ArgumentOutOfRangeException(nameof(durationS), "The duration is above 0 seconds.");
        return seconds < 1e9 ? Math.Max(1, (long)(seconds * reader.SampleRate)) : long.MaxValue;
    }

    private AudioInfo Run(AudioReader reader, ClipCutting cutting, Action<FeaturizedClip> onClip, long frameLimit, Action onBlock)
    {
        var buffers = Interlocked.Exchange(ref spare, null) ?? [.. byRate.Select(_ => new StreamBuffers())];
        try
        {
            return Run(reader, cutting, onClip, buffers, frameLimit, onBlock);
        }
        finally
        {
            foreach (var buffer in buffers) buffer.Trim();
            spare = buffers;
        }
    }

    private AudioInfo Run(
        AudioReader reader,
        ClipCutting cutting,
        Action<FeaturizedClip> onClip,
        StreamBuffers[] buffers,
        long frameLimit,
        Action onBlock)
    {
        var clips = new List<SchemaClips>(extractors.Length);
        var streams = byRate.Select((group, i) => Open(reader, cutting, group, onClip, buffers[i], clips)).ToArray();
        var block = buffers[0].Block(BlockFrames * reader.Channels);
        while (true)
        {
            onBlock();
            var wanted = (int)Math.Min(BlockFrames, frameLimit - reader.FramesRead);
            var frames = wanted > 0 ? reader.Read(block[..(wanted * reader.Channels)]) : 0;
            if (reader.FramesRead > MostAudioS * reader.SampleRate)
                throw TooLong("Audio of more than 24 hours cannot be analysed in one go; give a start and a duration.");
            if (frames > 0)
            {
                foreach (var stream in streams) stream.Process(block[..(frames * reader.Channels)]);
            }

            if (frames < BlockFrames) break;
        }

        if (reader.FramesRead == 0)
        {
            throw reader.FrameCount > 0
                ? new AudioFormatException(AudioFault.Damaged, "The file is damaged: none of its audio could be decoded.")
                : new AudioFormatException(AudioFault.Empty, "The file holds no audio samples.");
        }

        var share = (double)reader.NonFiniteSamples / ((double)reader.FramesRead * reader.Channels);
        if (share > MostNonFinite)
        {
            throw new AudioFormatException(
                AudioFault.Damaged,
                FormattableString.Invariant($"{100 * share:0.#} % of the samples are no levels (NaN, infinite or absurdly large); at most 1 % may be."));
        }

        foreach (var stream in streams) stream.Finish();
        var refusals = clips.Select(schema => schema.Refusal).OfType<SchemaRefusal>().ToList();
        if (refusals.Count == extractors.Length) throw SchemaClips.Error(refusals[0]);
        return new AudioInfo(
            (double)reader.FramesRead / reader.SampleRate, reader.SampleRate, reader.Channels, reader.Format, reader.NonFiniteSamples)
        {
            Refusals = refusals,
        };
    }

    /// <summary>One stream for all schemas of one sample rate.</summary>
    private ClipStream Open(
        AudioReader reader, ClipCutting cutting, IGrouping<int, IClipExtractor> group, Action<FeaturizedClip> onClip, StreamBuffers buffers, List<SchemaClips> clips)
    {
        SchemaClips[] takers = [.. group.Select(extractor => new SchemaClips(extractor, WithFrameSummary, onClip))];
        clips.AddRange(takers);
        var withLoudness = group.Any(extractor => extractor.Schema.Options.LoudnessTargetLufs is not null);
        return new ClipStream(reader, cutting, group.Key, withLoudness, Hand, buffers);

        void Hand(int index, double startS, double durationS, ReadOnlySpan<float> samples, double? loudnessLufs)
        {
            foreach (var taker in takers) taker.Take(index, startS, durationS, samples, loudnessLufs);
        }
    }
}
