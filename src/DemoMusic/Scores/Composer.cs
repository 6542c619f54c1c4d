using Cluster.DemoMusic.Emotions;
using Cluster.DemoMusic.Makams;
using Cluster.DemoMusic.Numerics;
using Cluster.DemoMusic.Usuls;

namespace Cluster.DemoMusic.Scores;

/// <summary>Writes the score of a performance.</summary>
public static class Composer
{
    /// <summary>Players are this far off the beat, as a standard deviation in seconds.</summary>
    private const double JitterS = 0.007;

    private const double LeastPhraseS = 4;
    private const double GraceS = 0.06;

    /// <summary>Composes.</summary>
    /// <param name="performance">The performance.</param>
    /// <param name="durationS">Length in seconds; more than 0. Whole cycles of the usul are composed, the last may reach beyond the end.</param>
    /// <param name="seed">Equal seeds give equal scores.</param>
    public static Score Compose(Performance performance, double durationS, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(durationS);
        var random = SeededRandom.For(seed, 1);
        var usul = performance.Usul;
        var unitS = 60 / performance.TempoBpm / usul.UnitsPerBeat;
        var cycleS = usul.Units * unitS;
        var cycles = Math.Max(1, (int)(durationS / cycleS));
        var melody = Melody(performance, cycles, unitS, random);
        return new Score(
            melody,
            performance.Companion is null ? [] : Follow(melody, random),
            Drone(performance, cycles, cycleS, random),
            Strokes(performance, cycles, unitS, random));
    }

    private static List<NoteEvent> Melody(Performance performance, int cycles, double unitS, SeededRandom random)
    {
        var walk = new MelodyWalk(performance.Makam, random);
        var cyclesPerPhrase = Math.Max(1, (int)Math.Ceiling(LeastPhraseS / (performance.Usul.Units * unitS)));
        var notes = new List<NoteEvent>();
        for (var cycle = 0; cycle < cycles; cycle += cyclesPerPhrase)
        {
            var last = Math.Min(cycles, cycle + cyclesPerPhrase);
            var onsets = Onsets(performance, cycle, last, random);
            var goal = walk.CadenceGoal((double)last / cycles);
            var end = (double)last * performance.Usul.Units;
            for (var i = 0; i < onsets.Count; i++)
            {
                var next = i + 1 < onsets.Count ? onsets[i + 1] : end;
                var degree = walk.Next(onsets[i] / (cycles * performance.Usul.Units), goal, onsets.Count - 1 - i);
                Add(notes, performance, degree, onsets[i] * unitS, (next - onsets[i]) * unitS, random);
            }
        }

        return notes;
    }

    // Notes fall on the usul's strokes more often than between them; dense playing also halves units. Each phrase leaves room for its last note.
    private static List<double> Onsets(Performance performance, int firstCycle, int endCycle, SeededRandom random)
    {
        var usul = performance.Usul;
        var onsets = new List<double>();
        for (var cycle = firstCycle; cycle < endCycle; cycle++)
        {
            for (var unit = 0; unit < usul.Units; unit++)
            {
                var stroke = usul.StrokeAt(unit);
                var first = cycle == firstCycle && unit == 0;
                if (!first && !random.Chance(performance.Density * (stroke is null ? 0.75 : 1 + (0.3 * stroke.Strength)))) continue;
                if (cycle == endCycle - 1 && unit > usul.Units * 2 / 3 && onsets.Count > 0) continue;
                onsets.Add((cycle * usul.Units) + unit);
                if (random.Chance((performance.Density - 0.5) * 0.6)) onsets.Add((cycle * usul.Units) + unit + 0.5);
            }
        }

        return onsets;
    }

    private static void Add(List<NoteEvent> notes, Performance performance, int degree, double startS, double gapS, SeededRandom random)
    {
        var start = Math.Max(0, startS + random.Normal(0, JitterS));
        var velocity = Math.Clamp(0.7 + random.Normal(0, performance.Dynamics), 0.15, 1);
        var hz = performance.Makam.FrequencyAt(degree, performance.TonicHz);
        if (gapS > 3 * GraceS && random.Chance(performance.Ornaments))
        {
            notes.Add(new(start, GraceS, performance.Makam.FrequencyAt(degree + 1, performance.TonicHz), velocity * 0.7));
            start += GraceS;
            gapS -= GraceS;
        }

        notes.Add(new(start, Math.Max(0.05, gapS * performance.Articulation), hz, velocity));
    }

    // Heterophony: the same melody an octave lower, a moment later, without some of its notes.
    private static List<NoteEvent> Follow(List<NoteEvent> melody, SeededRandom random)
    {
        var notes = new List<NoteEvent>(melody.Count);
        foreach (var note in melody)
        {
            if (note.DurationS <= GraceS || random.Chance(0.25)) continue;
            notes.Add(note with { StartS = note.StartS + random.Between(0.005, 0.03), FrequencyHz = note.FrequencyHz / 2, Velocity = note.Velocity * 0.6 });
        }

        return notes;
    }

    private static List<NoteEvent> Drone(Performance performance, int cycles, double cycleS, SeededRandom random)
    {
        if (performance.Drone < 0.02) return [];
        var notes = new List<NoteEvent>();
        var tonic = performance.TonicHz / (performance.TonicHz > 260 ? 4 : 2);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var hz = cycle % 4 == 2 ? tonic * Comma.ToRatio(performance.Makam.CommasAt(Math.Min(4, performance.Makam.DominantDegree))) : tonic;
            notes.Add(new(Math.Max(0, (cycle * cycleS) + random.Normal(0, JitterS)), cycleS, hz, performance.Drone));
        }

        return notes;
    }

    private static List<StrokeEvent> Strokes(Performance performance, int cycles, double unitS, SeededRandom random)
    {
        if (performance.Percussion < 0.02) return [];
        var strokes = new List<StrokeEvent>();
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            foreach (var stroke in performance.Usul.Strokes)
            {
                var start = (((cycle * performance.Usul.Units) + stroke.Position) * unitS) + random.Normal(0, JitterS);
                var tone = stroke.Kind == StrokeKind.Tek ? performance.DrumTone : 1 - performance.DrumTone;
                var level = performance.Percussion * stroke.Strength * (0.4 + (1.2 * tone)) * Math.Clamp(1 + random.Normal(0, performance.Dynamics / 2), 0.4, 1.4);
                strokes.Add(new(Math.Max(0, start), stroke.Kind, Math.Min(1, level / 1.5)));
            }
        }

        return strokes;
    }
}
