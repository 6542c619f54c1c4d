namespace Cluster.Shifts;

/// <summary>What one shift did to some clips.</summary>
/// <param name="Clips">Clips.</param>
/// <param name="Mean">By column, the mean distance in standard deviations; NaN where no clip has a value.</param>
/// <param name="Most">By column, the greatest distance.</param>
/// <param name="OtherLabel">Clips that are called otherwise.</param>
/// <param name="Sure">Clips that the model is sure of as they are, by its decision.</param>
/// <param name="SureOtherLabel">Of these, those that are called otherwise.</param>
/// <param name="OtherDecision">Clips that are decided upon otherwise.</param>
/// <param name="ConfidenceMove">Mean distance of the confidence.</param>
public sealed record ShiftFigures(
    int Clips, IReadOnlyList<double> Mean, IReadOnlyList<double> Most, int OtherLabel, int Sure, int SureOtherLabel, int OtherDecision, double ConfidenceMove)
{
    /// <summary>Counts.</summary>
    /// <param name="clips">At least one.</param>
    /// <param name="shift">The shift.</param>
    /// <param name="deviations">By column, what a distance is measured in; 0 or NaN where nothing is known of a column, which then has NaN.</param>
    public static ShiftFigures Of(IReadOnlyList<ShiftedClip> clips, Shift shift, IReadOnlyList<double> deviations)
    {
        var pairs = clips.Select(clip => (clip.Plain, Shifted: clip.Shifted[shift])).ToList();
        var distances = deviations.Select((deviation, column) => pairs
            .Select(pair => Math.Abs(pair.Shifted.Vector[column] - pair.Plain.Vector[column]) / (deviation > 0 ? deviation : double.NaN))
            .Where(double.IsFinite).DefaultIfEmpty(double.NaN).ToArray()).ToList();
        var other = pairs.Where(pair => pair.Plain.Prediction.Label != pair.Shifted.Prediction.Label).ToList();
        return new ShiftFigures(
            pairs.Count,
            [.. distances.Select(column => column.Average())],
            [.. distances.Select(column => column.Max())],
            other.Count,
            pairs.Count(pair => pair.Plain.IsSure),
            other.Count(pair => pair.Plain.IsSure),
            pairs.Count(pair => pair.Plain.Prediction.Decision != pair.Shifted.Prediction.Decision),
            pairs.Average(pair => Math.Abs(pair.Plain.Prediction.Confidence - pair.Shifted.Prediction.Confidence)));
    }
}
