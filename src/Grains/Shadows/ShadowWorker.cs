using Cluster.Abstractions.Emotions;
using Cluster.Grains.Models;
using Cluster.Modeling;

namespace Cluster.Grains.Shadows;

/// <summary>One thread that scores recordings with the shadows, one after the other, within its share of the CPU. One that hangs is given up, and another goes on.</summary>
internal sealed class ShadowWorker
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);

    private readonly IShadowHost host;
    private readonly CpuShare share;
    private readonly TimeProvider clock;
    private readonly CancellationToken stop;
    private readonly Lock gate = new();
    private ShadowWork? work;
    private IEmotionClassifier? asked;
    private long askedAt;
    private bool abandoned;

    /// <param name="host">Whose work it does.</param>
    /// <param name="cpuShare">The share of one core.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="stop">Ends the thread.</param>
    public ShadowWorker(IShadowHost host, double cpuShare, TimeProvider clock, CancellationToken stop)
    {
        (this.host, this.clock, this.stop) = (host, clock, stop);
        share = new CpuShare(cpuShare, Burst, clock);
    }

    /// <summary>Starts the thread.</summary>
    /// <param name="first">What another thread was at when it was given up; null for none.</param>
    public void Start(ShadowWork? first)
    {
        // The system may ignore the priority, as Linux does: what holds there is the share.
        new Thread(() => Loop(first)) { Name = "shadow scoring", IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Gives the thread up if a shadow has had it for too long.</summary>
    /// <returns>The recording and the shadow that it is lost to; null when it is not.</returns>
    public (ShadowWork Work, IEmotionClassifier Shadow)? GiveUpIfHung(TimeSpan patience)
    {
        lock (gate)
        {
            if (abandoned || asked is not { } shadow || clock.GetElapsedTime(askedAt) < patience) return null;
            abandoned = true;
            return (work!, shadow);
        }
    }

    private void Loop(ShadowWork? next)
    {
        while (next is not null || host.TryTake(out next, stop))
        {
            try
            {
                if (!TryScore(next)) return;
            }
            catch (Exception error)
            {
                // An error here would end the process, and with it the answers.
                host.Broke(error);
            }

            host.Finished();
            next = null;
        }
    }

    // False when this thread was given up: then it touches nothing any more.
    private bool TryScore(ShadowWork next)
    {
        lock (gate) work = next;
        foreach (var shadow in host.ShadowsFor(next))
        {
            if (stop.IsCancellationRequested || !host.MayScore(next, shadow)) continue;
            if (!TryScore(next, shadow)) return false;
        }

        return true;
    }

    private bool TryScore(ShadowWork next, IEmotionClassifier shadow)
    {
        var features = next.Track.FeaturesOf(shadow.Manifest.SchemaId)!;
        var scores = new EmotionProbabilities[features.Count];
        var probabilities = new double[EmotionProbabilities.Count];
        var took = TimeSpan.Zero;
        string? problem = null;
        for (var i = 0; i < scores.Length && problem is null; i++)
        {
            // A stop in the middle of a recording leaves it: half a recording is no score.
            if (stop.IsCancellationRequested || host.IsStopped) return true;
            Ask(shadow);
            try
            {
                shadow.Predict(features[i].Values, probabilities);
            }
            catch (Exception error)
            {
                problem = $"{error.GetType().Name}: {error.Message}";
            }

            if (Answered() is not { } elapsed) return false;
            took += elapsed;
            if (problem is null && !ModelWarmer.AreProbabilities(probabilities)) problem = $"It gives no probabilities: {string.Join(", ", probabilities)}.";
            else if (problem is null) scores[i] = EmotionProbabilities.From(probabilities);
            Pause(elapsed);
        }

        lock (gate)
        {
            if (abandoned) return false;
            next.Done.Add(shadow.Manifest.ModelVersion);
        }

        if (problem is null) host.Scored(next, shadow, scores, took);
        else host.Failed(next, shadow, problem);
        return true;
    }

    private void Ask(IEmotionClassifier shadow)
    {
        lock (gate) (asked, askedAt) = (shadow, clock.GetTimestamp());
    }

    // Null when the answer came too late.
    private TimeSpan? Answered()
    {
        lock (gate)
        {
            asked = null;
            return abandoned ? null : clock.GetElapsedTime(askedAt);
        }
    }

    private void Pause(TimeSpan worked)
    {
        var pause = share.Spend(worked);
        if (pause > TimeSpan.Zero) stop.WaitHandle.WaitOne(pause);
    }
}
