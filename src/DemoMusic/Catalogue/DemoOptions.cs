namespace Cluster.DemoMusic.Catalogue;

/// <summary>What catalogue is to be made. Equal options make equal catalogues.</summary>
public sealed record DemoOptions
{
    /// <summary>Most tracks that a catalogue may have.</summary>
    public const int MostTracks = 2000;

    /// <summary>The folder; made when it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Number of tracks, 16-2000; default 160.</summary>
    public int Tracks { get; init; } = 160;

    /// <summary>Seed of everything; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Tracks of one artist, 4-50; default 8. The last artist of each half may have fewer.</summary>
    public int TracksPerArtist { get; init; } = 8;

    /// <summary>Share of the artists whose tracks are for training, in [0.2, 0.8]; default 0.55. The others' tracks are for the backfill.</summary>
    public double TrainingShare { get; init; } = 0.55;

    /// <summary>Shortest track in seconds, 5-600; default 24: one clip.</summary>
    public double ShortestS { get; init; } = 24;

    /// <summary>Longest track in seconds, from <see cref="ShortestS"/> to 600; default 44: two clips.</summary>
    public double LongestS { get; init; } = 44;

    /// <summary>Sample rate in Hz: 22050, 32000, 44100 or 48000; default 44100.</summary>
    public int SampleRate { get; init; } = 44_100;

    /// <summary>Share of tracks written as MP3 where an encoder is at hand, in [0, 1]; default 0.125. The others are WAV.</summary>
    public double Mp3Share { get; init; } = 0.125;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public void Validate()
    {
        Check(!string.IsNullOrWhiteSpace(Folder), nameof(Folder), "must not be empty");
        Check(Tracks is >= 16 and <= MostTracks, nameof(Tracks), $"must be 16 to {MostTracks}");
        Check(TracksPerArtist is >= 4 and <= 50, nameof(TracksPerArtist), "must be 4 to 50");
        Check(TrainingShare is >= 0.2 and <= 0.8, nameof(TrainingShare), "must be 0.2 to 0.8");
        Check(ShortestS is >= 5 and <= 600, nameof(ShortestS), "must be 5 to 600 s");
        Check(LongestS >= ShortestS && LongestS <= 600, nameof(LongestS), "must be from the shortest length to 600 s");
        Check(SampleRate is 22_050 or 32_000 or 44_100 or 48_000, nameof(SampleRate), "must be 22050, 32000, 44100 or 48000 Hz");
        Check(Mp3Share is >= 0 and <= 1, nameof(Mp3Share), "must be 0 to 1");
    }

    private static void Check(bool valid, string name, string rule)
    {
        if (!valid) throw new ArgumentException($"The demo option {name} {rule}.", name);
    }
}
