namespace Cluster.Cli.Gateway;

/// <summary>How far raters agree.</summary>
internal sealed record AgreementAnswer
{
    /// <summary>Tracks and clips with at least two ratings.</summary>
    public int Items { get; init; }

    /// <summary>Tracks and clips with one rating.</summary>
    public int SingleItems { get; init; }

    /// <summary>Authors who were compared.</summary>
    public int Raters { get; init; }

    /// <summary>Authors who were left out because there are too many.</summary>
    public int RatersLeftOut { get; init; }

    /// <summary>The share of agreeing pairs of ratings.</summary>
    public AgreementFigureAnswer? PercentAgreement { get; init; }

    /// <summary>Fleiss' kappa.</summary>
    public AgreementFigureAnswer? FleissKappa { get; init; }

    /// <summary>Pairs of raters.</summary>
    public IReadOnlyList<AgreementPairAnswer> Pairs { get; init; } = [];
}

/// <summary>A figure with its interval.</summary>
internal sealed record AgreementFigureAnswer(double Value, double? Low, double? High);

/// <summary>Two raters.</summary>
internal sealed record AgreementPairAnswer(RaterAnswer First, RaterAnswer Second, int Items, AgreementFigureAnswer? PercentAgreement, AgreementFigureAnswer? CohenKappa);

/// <summary>Who rates.</summary>
internal sealed record RaterAnswer(string Author, string? Kind);
