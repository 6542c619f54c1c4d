namespace Cluster.Modeling.Training;

/// <summary>What a model must reach on held-out groups to be promotable: the project's deployment criteria.</summary>
/// <param name="MacroF1">Least macro-F1; default 0.78.</param>
/// <param name="Accuracy">Least accuracy; default 0.80.</param>
/// <param name="CalibrationError">Greatest expected calibration error, unless chance explains more on so few rows; default 0.05.</param>
public sealed record PromotionCriteria(double MacroF1 = 0.78, double Accuracy = 0.80, double CalibrationError = 0.05);
