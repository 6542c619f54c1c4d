namespace Cluster.Cli.Gateway;

/// <summary>A clip and why it is predicted so.</summary>
internal sealed record ClipExplanationAnswer(ExplainedClipAnswer Clip, ExplanationAnswer Explanation);

/// <summary>The clip.</summary>
internal sealed record ExplainedClipAnswer(string ClipId, double StartS, double DurS, EmotionAnswer? Prediction);

/// <summary>Why.</summary>
internal sealed record ExplanationAnswer(
    string Method,
    string Algorithm,
    ExactnessAnswer Exact,
    string ModelVersion,
    string Top,
    string RunnerUp,
    OutputAnswer Difference,
    IReadOnlyList<GroupAnswer> Groups,
    IReadOnlyList<FeatureAnswer> Features,
    OtherFeaturesAnswer? OtherFeatures,
    BackgroundAnswer Background,
    FitAnswer? Fit);

/// <summary>Whether contributions are exact.</summary>
internal sealed record ExactnessAnswer(bool Groups, bool Features);

/// <summary>A number that contributions add up to.</summary>
internal sealed record OutputAnswer(string Unit, double Base, double Output, double Residual);

/// <summary>A group's part.</summary>
internal sealed record GroupAnswer(string Name, int Features, int Missing, double Contribution);

/// <summary>A feature's part.</summary>
internal sealed record FeatureAnswer(string Name, string Group, float? Value, string? Unit, string State, double? Percentile, double Contribution, double? StandardError);

/// <summary>The part of the features that are not listed.</summary>
internal sealed record OtherFeaturesAnswer(int Count, double Contribution);

/// <summary>What the clip was compared with.</summary>
internal sealed record BackgroundAnswer(string Kind, int Rows);

/// <summary>How far a local fit may be believed.</summary>
internal sealed record FitAnswer(double Fidelity, double Agreement);
