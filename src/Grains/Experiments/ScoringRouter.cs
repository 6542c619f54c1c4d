using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Models;
using Cluster.Grains.Tagging;

namespace Cluster.Grains.Experiments;

/// <summary>Routes by what this silo holds of models and experiments.</summary>
public sealed class ScoringRouter(IServingModels models, IRunningExperiments experiments, TaggingOptions options) : IScoringRouter
{
    /// <inheritdoc/>
    public ScoringRoute? RouteTrack(string trackId) => Route(trackId, null, kind => kind != ExperimentKind.Presentation);

    /// <inheritdoc/>
    public ScoringRoute? RoutePrediction(string? user) => Route(null, user, _ => true);

    /// <inheritdoc/>
    public LookupRoute RouteLookup(Track track, string? user)
    {
        var running = experiments.Current;
        var assignments = running.Assign(track.TrackId, user, kind => ShowsTracks(kind) && (kind != ExperimentKind.Thresholds || track.Emotion is not null));
        var thresholds = assignments.FirstOrDefault(assignment => assignment.Kind == ExperimentKind.Thresholds);
        var stored = running.Assign(track.TrackId, null, kind => kind == ExperimentKind.Model)
            .Where(assignment => track.Emotion?.Prediction.ModelVersion is { } version && version == (assignment.Arm.Arm.ModelVersion ?? models.Champion?.Manifest.ModelVersion));
        return new LookupRoute(thresholds is null ? null : PolicyOf(thresholds), assignments, [.. stored], !running.Experiments.Any(experiment => ShowsTracks(experiment.Experiment.Spec.Kind)));
    }

    private static bool ShowsTracks(ExperimentKind kind) => kind is ExperimentKind.Presentation or ExperimentKind.Thresholds;

    private ScoringRoute? Route(string? trackId, string? user, Func<ExperimentKind, bool> wanted)
    {
        var serving = models.Current;
        if (serving.Champion is not { } champion) return null;
        var assignments = experiments.Current.Assign(trackId, user, wanted);
        var policy = assignments.FirstOrDefault(assignment => assignment.Kind == ExperimentKind.Thresholds) is { } thresholds ? PolicyOf(thresholds) : options.Policy;
        var route = new ScoringRoute(champion, champion, policy, assignments) { Beside = serving.SchemasBeside };
        if (assignments.FirstOrDefault(assignment => assignment.Kind == ExperimentKind.Model)?.Arm is not { } arm) return route;
        if (arm.IsBroken) return route.FallBack();
        return arm.Model is { } model ? route with { Model = model } : route;
    }

    private DecisionPolicy PolicyOf(ArmAssignment assignment) =>
        new(assignment.Arm.Arm.TaggedThreshold ?? options.TaggedThreshold, assignment.Arm.Arm.TopTwoThreshold ?? options.TopTwoThreshold);
}
