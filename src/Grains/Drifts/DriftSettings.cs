using Cluster.Modeling.Drift;

namespace Cluster.Grains.Drifts;

/// <summary>How drift is watched. Section <c>Drift</c> of the settings.</summary>
public sealed class DriftSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Drift";

    /// <summary>The least length of a window; 1 min to 90 days; default 1 hour.</summary>
    public TimeSpan WindowLength { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The least number of recordings of a window; 200 to 10,000,000, default 500. Fewer than 200 show next to nothing (see the page on judging models).</summary>
    public long LeastRows { get; set; } = 500;

    /// <summary>How often each silo stores its counts, which is what a killed process loses; 0.5 s to 5 min; default 5 s.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often windows are looked after; 1 s to 1 h; default 10 s.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Recordings that may wait to be counted; beyond, they are dropped and that is counted; 16 to 1,000,000; default 1,024.</summary>
    public int QueueLength { get; set; } = 1024;

    /// <summary>Closed windows that are kept of each model; 2 to 10,000; default 100.</summary>
    public int KeepWindows { get; set; } = 100;

    /// <summary>Windows and ended alerts that are older are dropped; 1 day to 10 years; default 400 days.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(400);

    /// <summary>The PSI from which a difference is moderate, where chance does not explain it; above 0 to 10; default 0.1.</summary>
    public double Moderate { get; set; } = 0.1;

    /// <summary>The PSI from which a difference is major; at least <see cref="Moderate"/>, at most 10; default 0.2.</summary>
    public double Major { get; set; } = 0.2;

    /// <summary>The PSI that chance exceeds with one minus this probability is the least that counts; above 0.5, below 1; default 0.99.</summary>
    public double Certainty { get; set; } = 0.99;

    /// <summary>The share of features called drifted that may be so by chance (Benjamini-Hochberg); above 0, below 0.5; default 0.05.</summary>
    public double FalseDiscoveryRate { get; set; } = 0.05;

    /// <summary>Windows running that must differ before there is an alert; 1 to 100; default 2.</summary>
    public int WindowsRunning { get; set; } = 2;

    /// <summary>Labelled predictions from which a fall of macro-F1 is an alert; 20 to 1,000,000; default 100.</summary>
    public int LeastLabelled { get; set; } = 100;

    /// <summary>The fall of macro-F1 on labelled traffic, against held-out rows at training, that is an alert; above 0 to 1; default 0.05.</summary>
    public double MacroF1Fall { get; set; } = 0.05;

    /// <summary>The policy on windows.</summary>
    public DriftOptions Policy => new()
    {
        Moderate = Moderate,
        Major = Major,
        Certainty = Certainty,
        FalseDiscoveryRate = FalseDiscoveryRate,
        WindowsRunning = WindowsRunning,
        LeastRows = 1, // windows close with enough rows
    };

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (WindowLength < TimeSpan.FromMinutes(1) || WindowLength > TimeSpan.FromDays(90)) yield return Out(nameof(WindowLength), WindowLength, "1 minute to 90 days");
        if (LeastRows is < 200 or > 10_000_000) yield return Out(nameof(LeastRows), LeastRows, "200 to 10,000,000");
        if (FlushInterval < TimeSpan.FromSeconds(0.5) || FlushInterval > TimeSpan.FromMinutes(5)) yield return Out(nameof(FlushInterval), FlushInterval, "0.5 seconds to 5 minutes");
        if (CheckInterval < TimeSpan.FromSeconds(1) || CheckInterval > TimeSpan.FromHours(1)) yield return Out(nameof(CheckInterval), CheckInterval, "1 second to 1 hour");
        if (QueueLength is < 16 or > 1_000_000) yield return Out(nameof(QueueLength), QueueLength, "16 to 1,000,000");
        if (KeepWindows is < 2 or > 10_000) yield return Out(nameof(KeepWindows), KeepWindows, "2 to 10,000");
        if (Retention < TimeSpan.FromDays(1) || Retention > TimeSpan.FromDays(3653)) yield return Out(nameof(Retention), Retention, "1 day to 10 years");
        if (Moderate is not (> 0 and <= 10)) yield return Out(nameof(Moderate), Moderate, "above 0 to 10");
        if (!(Major >= Moderate && Major <= 10)) yield return Out(nameof(Major), Major, $"{nameof(Moderate)} to 10");
        if (Certainty is not (> 0.5 and < 1)) yield return Out(nameof(Certainty), Certainty, "above 0.5, below 1");
        if (FalseDiscoveryRate is not (> 0 and < 0.5)) yield return Out(nameof(FalseDiscoveryRate), FalseDiscoveryRate, "above 0, below 0.5");
        if (WindowsRunning is < 1 or > 100) yield return Out(nameof(WindowsRunning), WindowsRunning, "1 to 100");
        if (LeastLabelled is < 20 or > 1_000_000) yield return Out(nameof(LeastLabelled), LeastLabelled, "20 to 1,000,000");
        if (MacroF1Fall is not (> 0 and <= 1)) yield return Out(nameof(MacroF1Fall), MacroF1Fall, "above 0 to 1");
    }

    private static string Out(string name, object value, string range) => FormattableString.Invariant($"{Section}:{name} is {value}; it must lie in {range}.");
}
