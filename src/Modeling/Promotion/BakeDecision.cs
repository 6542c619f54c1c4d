using Cluster.Modeling.Experiments;
using static System.FormattableString;

namespace Cluster.Modeling.Promotion;

/// <summary>Whether a new champion stays.</summary>
/// <param name="Outcome">How it stands.</param>
/// <param name="Broken">The gates that it has broken; empty unless it is rolled back.</param>
/// <param name="Reason">Why, in words.</param>
/// <remarks>
/// <para>Errors, slow answers, reviews and wrong labels are each a rate with a limit. Each is judged by <see cref="RateAboveLimit"/> at a quarter of alpha, which may be
/// looked at every second: looking more often makes no false alarm. From <see cref="BakeOptions.LeastRequests"/> cases of its kind on, a rate breaks when it is above its
/// limit beyond doubt. At the defaults a champion of which every request fails is gone after 20 requests, one with 5 % errors after some 230, one that keeps its
/// limits stays in at least 99 of 100 windows.</para>
/// <para>The window ends when its time is up and it has had the least requests; without traffic it goes on.</para>
/// </remarks>
public sealed record BakeDecision(BakeOutcome Outcome, IReadOnlyList<Gate> Broken, string Reason)
{
    private const int Rates = 4;

    /// <summary>Decides.</summary>
    /// <exception cref="ArgumentException">A count is impossible, or an option is outside its range; the message names it.</exception>
    public static BakeDecision Decide(BakeEvidence evidence, BakeOptions options)
    {
        options.Check();
        evidence.Check();
        (Gate Gate, string What, long Part, long Whole, double Limit)[] rates =
        [
            (Gate.Errors, "requests failed", evidence.Errors, evidence.Requests, options.GreatestErrorRate),
            (Gate.Latency, "answers were slow", evidence.Slow, evidence.Timed ?? evidence.Requests, options.GreatestSlowRate),
            (Gate.Review, "predictions go to review", evidence.Reviews, evidence.Predictions, options.GreatestReviewRate),
            (Gate.Accuracy, "labelled predictions were wrong", evidence.Wrong, evidence.Labelled, options.GreatestWrongRate),
        ];
        var broken = rates.Where(rate => rate.Whole >= options.LeastRequests && RateAboveLimit.PValue(rate.Part, rate.Whole, rate.Limit) <= options.Alpha / Rates).ToArray();
        if (broken.Length > 0)
        {
            var reasons = broken.Select(rate => Invariant($"{(double)rate.Part / rate.Whole:P1} of {rate.Whole} {rate.What}, more than {rate.Limit:P0}"));
            return new BakeDecision(BakeOutcome.RollBack, [.. broken.Select(rate => rate.Gate)], string.Join("; ", reasons) + ".");
        }

        if (evidence.Elapsed < options.Duration)
            return new BakeDecision(BakeOutcome.Watching, [], Invariant($"Watched for {evidence.Elapsed.TotalHours:F1} of {options.Duration.TotalHours:F1} hours."));
        return evidence.Requests < options.LeastRequests
            ? new BakeDecision(BakeOutcome.Watching, [], Invariant($"Its time is up, but it has had {evidence.Requests} of {options.LeastRequests} requests."))
            : new BakeDecision(BakeOutcome.Held, [], Invariant($"No limit was broken in {options.Duration.TotalHours:F1} hours and {evidence.Requests} requests."));
    }
}
