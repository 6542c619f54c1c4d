using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Artefacts;

/// <summary>Everything that must hold before stored preparation parameters may be used.</summary>
internal static class PreparationVerification
{
    /// <summary>Prepared values per row.</summary>
    public static int WidthOf(PreparationParameters parameters) => parameters.Components?.Length ?? FeatureWidthOf(parameters);

    /// <exception cref="ModelArtefactException">A length, a bound or a number is wrong.</exception>
    public static void Check(PreparationParameters parameters, int features)
    {
        var fitted = parameters.Preprocessing;
        double[][] columns = [fitted.LowFence, fitted.HighFence, fitted.Median, fitted.Mean, fitted.Scale];
        Require(columns.All(column => column.Length == features), "has preprocessing parameters of another length than its features");
        Require(columns.All(column => column.All(double.IsFinite)), "holds a number that is not finite");
        Require(fitted.Scale.All(scale => scale >= 0), "has a negative scale");
        Require(fitted.LowFence.Zip(fitted.HighFence).All(pair => pair.First <= pair.Second), "has fences in the wrong order");
        if (parameters.Power is { } power) Check(power, features);
        if (parameters.Components is not { } axes) return;
        var width = FeatureWidthOf(parameters);
        Require(axes.Length > 0 && axes.Length <= width, $"has {axes.Length} components of {width} values");
        Require(axes.All(axis => axis is not null && axis.Length == width), "has components of another length than its values");
        Require(axes.All(axis => axis.All(double.IsFinite)), "holds a number that is not finite");
    }

    private static int FeatureWidthOf(PreparationParameters parameters) =>
        parameters.Preprocessing.Scale.Length + (parameters.Power?.Chroma is null ? 0 : ChromaAlignment.Added);

    private static void Check(PowerParameters power, int features)
    {
        Require(power.Chroma is not { } start || (start >= 0 && start <= features - ChromaAlignment.Bins), "has chroma outside its features");
        var width = features + (power.Chroma is null ? 0 : ChromaAlignment.Added);
        double[][] columns = [power.Centre, power.Spread, power.Lambda, power.Mean, power.Scale];
        Require(columns.All(column => column.Length == width), "has power parameters of another length than its values");
        Require(columns.All(column => column.All(double.IsFinite)), "holds a number that is not finite");
        Require(power.Spread.All(spread => spread >= 0) && power.Scale.All(scale => scale >= 0), "has a negative scale");
        Require(power.Lambda.All(lambda => lambda is >= Numerics.YeoJohnson.Least and <= Numerics.YeoJohnson.Greatest), "has a power beyond its bounds");
    }

    private static void Require(bool condition, string what) => ArtefactVerification.Require(condition, what);
}
