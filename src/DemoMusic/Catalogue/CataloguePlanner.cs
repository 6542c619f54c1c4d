using System.Collections.Immutable;
using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.DemoMusic.Artists;
using Cluster.DemoMusic.Emotions;
using Cluster.DemoMusic.Numerics;

namespace Cluster.DemoMusic.Catalogue;

/// <summary>Plans a catalogue: who plays what, how, on which album, and into which file.</summary>
public static class CataloguePlanner
{
    private const int ArtistsPerEmotion = 4;

    /// <summary>Plans all tracks, the training half first.</summary>
    /// <param name="options">Valid options.</param>
    /// <param name="withMp3">Whether an MP3 encoder is at hand; without one everything is WAV.</param>
    /// <remarks>
    /// In each half the emotions are as frequent as can be, but dealt out at random to the artists, so that every artist leans to some;
    /// in the training half each emotion is by four artists at least, where there are that many.
    /// No artist is in both halves. A track's numbers depend on the seed and on its own place alone.
    /// </remarks>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public static ImmutableArray<PlannedTrack> Plan(DemoOptions options, bool withMp3)
    {
        options.Validate();
        // A small catalogue still has sixteen artists, so that both halves have several.
        var perArtist = Math.Min(options.TracksPerArtist, options.Tracks / 16);
        var artistCount = (int)Math.Ceiling(options.Tracks / (double)perArtist);
        var artists = ArtistFactory.Invent(options.Seed, artistCount);
        var trainingArtists = Math.Clamp((int)Math.Round(artistCount * options.TrainingShare), 1, artistCount - 1);
        var trainingTracks = trainingArtists * perArtist;
        var emotions = DealEmotions(options, trainingTracks, perArtist);
        var taken = new HashSet<string>();
        var tracks = ImmutableArray.CreateBuilder<PlannedTrack>(options.Tracks);
        for (var i = 0; i < options.Tracks; i++)
        {
            var training = i < trainingTracks;
            var artist = artists[i / perArtist];
            tracks.Add(PlanTrack(options, i, training, artist, emotions[i], withMp3, taken));
        }

        return tracks.MoveToImmutable();
    }

    private static EmotionLabel[] DealEmotions(DemoOptions options, int trainingTracks, int perArtist)
    {
        var random = SeededRandom.For(options.Seed, -2);
        var emotions = new EmotionLabel[options.Tracks];
        for (var i = 0; i < emotions.Length; i++) emotions[i] = (EmotionLabel)(i % EmotionProbabilities.Count);
        // An emotion of few artists could not be trained on and tested apart, fold within fold.
        do random.Shuffle(emotions.AsSpan(0, trainingTracks));
        while (!AreSpread(emotions.AsSpan(0, trainingTracks), perArtist));
        random.Shuffle(emotions.AsSpan(trainingTracks));
        return emotions;
    }

    /// <summary>Whether each emotion is played by <see cref="ArtistsPerEmotion"/> artists, or by as many as there are or as it has tracks.</summary>
    private static bool AreSpread(ReadOnlySpan<EmotionLabel> training, int perArtist)
    {
        Span<int> tracks = stackalloc int[EmotionProbabilities.Count];
        Span<int> artists = stackalloc int[EmotionProbabilities.Count];
        Span<int> last = stackalloc int[EmotionProbabilities.Count];
        last.Fill(-1);
        for (var i = 0; i < training.Length; i++)
        {
            var emotion = (int)training[i];
            tracks[emotion]++;
            if (last[emotion] == i / perArtist) continue;
            last[emotion] = i / perArtist;
            artists[emotion]++;
        }

        var all = (training.Length + perArtist - 1) / perArtist;
        for (var emotion = 0; emotion < tracks.Length; emotion++)
        {
            if (artists[emotion] < Math.Min(ArtistsPerEmotion, Math.Min(all, tracks[emotion]))) return false;
        }

        return true;
    }

    private static PlannedTrack PlanTrack(
        DemoOptions options, int index, bool training, Artist artist, EmotionLabel emotion, bool withMp3, HashSet<string> taken)
    {
        var random = SeededRandom.For(options.Seed, index);
        var mood = EmotionProfile.All[(int)emotion].Draw(random);
        var performance = PerformancePlanner.Plan(mood, artist, random);
        var duration = Math.Round(random.Between(options.ShortestS, options.LongestS), 1);
        var album = random.Choose(artist.Albums);
        var asMp3 = random.Chance(options.Mp3Share) && withMp3;
        var title = TurkishNames.TrackTitle(random, performance.Makam.Name);
        var extension = asMp3 ? "mp3" : "wav";
        var path = $"audio/{artist.Name}/{album.Title}/{title}.{extension}";
        for (var number = 2; !taken.Add(path); number++) path = $"audio/{artist.Name}/{album.Title}/{title} {number}.{extension}";
        var trackId = string.Create(CultureInfo.InvariantCulture, $"demo-{index + 1:D4}");
        var track = new DemoTrack(path, emotion, trackId, artist.Name, album.Title, title, artist.Genre, album.Year);
        return new PlannedTrack(track, training, performance, artist.Recording, duration, asMp3, unchecked((options.Seed * 1_000_003) + index));
    }
}
