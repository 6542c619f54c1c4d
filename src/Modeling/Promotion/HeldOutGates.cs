namespace Cluster.Modeling.Promotion;

/// <summary>Checks of the figures on held-out groups.</summary>
internal static class HeldOutGates
{
    public static IEnumerable<GateCheck> Quality(HeldOutFigures? figures, PromotionGateOptions options) =>
    [
        Least(Gate.MacroF1, "Macro-F1", figures, figures?.MacroF1, options.Criteria.MacroF1, options),
        Least(Gate.Accuracy, "Accuracy", figures, figures?.Accuracy, options.Criteria.Accuracy, options),
    ];

    public static GateCheck Calibration(HeldOutFigures? figures, PromotionGateOptions options)
    {
        if (TooFew(Gate.Calibration, figures, options) is { } missing) return missing;
        var (error, limit, chance) = (figures!.CalibrationError, options.Criteria.CalibrationError, figures.CalibrationErrorByChance);
        (string, double)[] shown = [("ece", error), ("limit", limit), ("byChance", chance), ("rows", figures.Rows)];
        if (error <= limit) return GateCheck.Of(Gate.Calibration, GateOutcome.Pass, $"The expected calibration error is {error:F4}, at most {limit:F2}.", shown);
        return error <= chance
            ? GateCheck.Of(Gate.Calibration, GateOutcome.Pass, $"The expected calibration error is {error:F4}, above {limit:F2}, but chance explains {chance:F4} on so few rows.", shown)
            : GateCheck.Of(Gate.Calibration, GateOutcome.Fail, $"The expected calibration error is {error:F4}, above {limit:F2} and above the {chance:F4} that chance explains.", shown);
    }

    public static GateCheck Emotions(HeldOutFigures? figures)
    {
        if (figures is null) return GateCheck.Of(Gate.Emotions, GateOutcome.Inconclusive, $"There are no figures on held-out groups: evaluate the model.");
        return figures.UntestedEmotions.Count == 0
            ? GateCheck.Of(Gate.Emotions, GateOutcome.Pass, $"There are held-out rows of every emotion.")
            : GateCheck.Of(Gate.Emotions, GateOutcome.Fail, $"There are no held-out rows of {string.Join(" and ", figures.UntestedEmotions)}: the other figures say nothing of them.");
    }

    private static GateCheck Least(Gate gate, string name, HeldOutFigures? figures, double? value, double least, PromotionGateOptions options)
    {
        if (TooFew(gate, figures, options) is { } missing) return missing;
        (string, double)[] shown = [("value", value!.Value), ("least", least), ("rows", figures!.Rows)];
        return value >= least
            ? GateCheck.Of(gate, GateOutcome.Pass, $"{name} is {value:F4}, at least {least:F2}.", shown)
            : GateCheck.Of(gate, GateOutcome.Fail, $"{name} is {value:F4}, below {least:F2}.", shown);
    }

    private static GateCheck? TooFew(Gate gate, HeldOutFigures? figures, PromotionGateOptions options)
    {
        if (figures is null) return GateCheck.Of(gate, GateOutcome.Inconclusive, $"There are no figures on held-out groups: evaluate the model.");
        return figures.Rows < options.LeastLabelled
            ? GateCheck.Of(gate, GateOutcome.Inconclusive, $"There are {figures.Rows} held-out rows; {options.LeastLabelled} are needed.", ("rows", figures.Rows))
            : null;
    }
}
