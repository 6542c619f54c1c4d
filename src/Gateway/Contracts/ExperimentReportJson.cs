using Cluster.Abstractions.Experiments;

namespace Cluster.Gateway.Contracts;

/// <summary>An experiment and how it stands.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Arms">What each arm has led to, the control first.</param>
/// <param name="SampleRatio">Whether the arms got their shares.</param>
/// <param name="Verdict">running, winner, noDifference, inconclusive or broken.</param>
/// <param name="Winner">The better arm; null unless the verdict says that there is one.</param>
/// <param name="Harmful">Treatments that are worse than the control, beyond chance.</param>
/// <param name="Failing">Treatments that fail more often than the limit allows, beyond chance.</param>
/// <param name="Reason">Why the verdict is what it is.</param>
/// <param name="Recommendation">What to do.</param>
/// <param name="NeededPerArm">Outcomes that each arm needs to show the smallest difference that matters in 8 of 10 cases, by a test of fixed size.</param>
/// <param name="StillNeeded">Outcomes that are still missing, over all arms.</param>
public sealed record ExperimentReportJson(
    ExperimentJson Experiment,
    IReadOnlyList<ArmReportJson> Arms,
    SampleRatioJson SampleRatio,
    string Verdict,
    string? Winner,
    IReadOnlyList<string> Harmful,
    IReadOnlyList<string> Failing,
    string Reason,
    string Recommendation,
    long NeededPerArm,
    long StillNeeded)
{
    /// <summary>A report's JSON.</summary>
    public static ExperimentReportJson From(ExperimentReport report) => new(
        ExperimentJson.From(report.Experiment),
        [.. report.Arms.Select(ArmReportJson.From)],
        new SampleRatioJson(
            double.IsFinite(report.SampleRatio.ChiSquare) ? report.SampleRatio.ChiSquare : null, report.SampleRatio.Degrees, report.SampleRatio.PValue, report.SampleRatio.Mismatch),
        Names.Of(report.Verdict),
        report.Winner,
        report.Harmful,
        report.Failing,
        report.Reason,
        report.Recommendation,
        report.NeededPerArm,
        report.StillNeeded);
}

/// <summary>What an arm has led to.</summary>
/// <param name="Name">The arm.</param>
/// <param name="Control">Whether it is the control.</param>
/// <param name="Share">Its share of now.</param>
/// <param name="Version">The model version that it names.</param>
/// <param name="Exposed">Units that were exposed, each once.</param>
/// <param name="Failed">Those for which its model failed at least once.</param>
/// <param name="ErrorPValue">P-value of the test that it fails more often than the limit allows.</param>
/// <param name="Observed">Units with an outcome.</param>
/// <param name="Successes">Those with a success.</param>
/// <param name="Rate">Successes of the observed; null without any.</param>
/// <param name="Difference">Its rate minus the control's; null for the control.</param>
/// <param name="PValue">The least p-value of all looks; it holds however often one looks.</param>
/// <param name="Low">Lower end of the confidence sequence of the difference.</param>
/// <param name="High">Upper end of it.</param>
public sealed record ArmReportJson(
    string Name,
    bool Control,
    double Share,
    string? Version,
    long Exposed,
    long Failed,
    double ErrorPValue,
    long Observed,
    long Successes,
    double? Rate,
    double? Difference,
    double? PValue,
    double? Low,
    double? High)
{
    /// <summary>An arm's JSON.</summary>
    public static ArmReportJson From(ArmReport arm) => new(
        arm.Arm.Name,
        arm.IsControl,
        arm.Arm.Share,
        arm.Arm.ModelVersion,
        arm.Exposed,
        arm.Failed,
        arm.ErrorPValue,
        arm.Observed,
        arm.Successes,
        arm.Observed == 0 ? null : (double)arm.Successes / arm.Observed,
        arm.Test?.Difference,
        arm.Test?.PValue,
        arm.Test?.Low,
        arm.Test?.High);
}

/// <summary>Whether the arms got their shares.</summary>
/// <param name="ChiSquare">Pearson's statistic; null where an arm without a share has units.</param>
/// <param name="Degrees">Its degrees of freedom.</param>
/// <param name="PValue">The p-value that holds however often one looks.</param>
/// <param name="Mismatch">True when they did not: no result may be believed.</param>
public sealed record SampleRatioJson(double? ChiSquare, int Degrees, double PValue, bool Mismatch);
