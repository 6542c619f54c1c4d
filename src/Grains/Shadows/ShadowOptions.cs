using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Shadows;

/// <summary>How shadows score, on each silo. Section <c>Shadows</c> of the settings.</summary>
public sealed class ShadowOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Shadows";

    /// <summary>The share of one core that all shadows together may take; 0.01 to 1; default 0.25.</summary>
    public double CpuShare { get; set; } = 0.25;

    /// <summary>Clips that may wait to be scored; what comes beyond is dropped; 1 to 1,000,000; default 20,000, about 24 MB of features.</summary>
    public int MostWaitingClips { get; set; } = 20_000;

    /// <summary>Predictions that may wait to be stored; what comes beyond is not stored; 1 to 1,000,000; default 50,000.</summary>
    public int MostUnstoredPredictions { get; set; } = 50_000;

    /// <summary>Longest time that a shadow may take for one clip before it counts as hung; 1 s to 10 min; default 10 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures running after which a shadow rests; 1 to 1,000; default 5.</summary>
    public int FailuresBeforeRest { get; set; } = 5;

    /// <summary>How long it rests, unless the registry changes before; 1 s to 1 day; default 5 min.</summary>
    public TimeSpan Rest { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Threads of hung shadows that a silo gives up before it lets no shadow score any more; 0 to 100; default 4.</summary>
    public int MostAbandonedThreads { get; set; } = 4;

    /// <summary>Time between writes of what was scored and counted; 0.1 s to 60 s; default 2 s.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Predictions in one transaction, small so that answers that are written wait for a millisecond or two only; 1 to 1,000; default 25.</summary>
    public int BatchSize { get; set; } = 25;

    /// <summary>The confidence from which a model counts as sure, in [0, 1]; default 0.75. Where answer and shadow are sure and differ, a person is asked to listen.</summary>
    public double Sure { get; set; } = 0.75;

    /// <summary>How often tracks that a shadow contradicts are looked at again, besides after every change of the models; 10 s to 1 day; default 15 min.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Clips that a comparison looks at; where there are more, it takes a sample; 100 to 200,000; default 50,000.</summary>
    public int MostComparedClips { get; set; } = 50_000;

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (CpuShare is not (>= 0.01 and <= 1)) yield return $"{Section}:{nameof(CpuShare)} is {CpuShare}; it must lie in 0.01 to 1.";
        if (MostWaitingClips is < 1 or > 1_000_000) yield return $"{Section}:{nameof(MostWaitingClips)} is {MostWaitingClips}; it must lie in 1 to 1000000.";
        if (MostUnstoredPredictions is < 1 or > 1_000_000) yield return $"{Section}:{nameof(MostUnstoredPredictions)} is {MostUnstoredPredictions}; it must lie in 1 to 1000000.";
        if (Outside(Patience, 1, 600)) yield return $"{Section}:{nameof(Patience)} is {Patience}; it must lie in 1 second to 10 minutes.";
        if (FailuresBeforeRest is < 1 or > 1000) yield return $"{Section}:{nameof(FailuresBeforeRest)} is {FailuresBeforeRest}; it must lie in 1 to 1000.";
        if (Outside(Rest, 1, 86_400)) yield return $"{Section}:{nameof(Rest)} is {Rest}; it must lie in 1 second to 1 day.";
        if (MostAbandonedThreads is < 0 or > 100) yield return $"{Section}:{nameof(MostAbandonedThreads)} is {MostAbandonedThreads}; it must lie in 0 to 100.";
        if (Outside(FlushInterval, 0.1, 60)) yield return $"{Section}:{nameof(FlushInterval)} is {FlushInterval}; it must lie in 0.1 to 60 seconds.";
        if (BatchSize is < 1 or > 1000) yield return $"{Section}:{nameof(BatchSize)} is {BatchSize}; it must lie in 1 to 1000.";
        if (Sure is not (>= 0 and <= 1)) yield return $"{Section}:{nameof(Sure)} is {Sure}; it must lie in 0 to 1.";
        if (Outside(SweepInterval, 10, 86_400)) yield return $"{Section}:{nameof(SweepInterval)} is {SweepInterval}; it must lie in 10 seconds to 1 day.";
        if (MostComparedClips is < 100 or > IShadowReader.MaxLimit)
            yield return $"{Section}:{nameof(MostComparedClips)} is {MostComparedClips}; it must lie in 100 to {IShadowReader.MaxLimit}.";
    }

    private static bool Outside(TimeSpan value, double least, double most) => value < TimeSpan.FromSeconds(least) || value > TimeSpan.FromSeconds(most);
}
