using Cluster.Abstractions.Experiments;
using Cluster.Grains.Experiments;
using Cluster.Grains.Models;
using Cluster.Grains.Tagging;
using Cluster.Grains.Tests.Fakes;
using Cluster.Modeling;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Support;

/// <summary>Experiments for tests.</summary>
internal static class Trials
{
    public static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly ExperimentChange Change = new("Ayşe", "tests");

    public static ExperimentSpec Models(double control = 0.5, double treatment = 0.5, string version = "fake-2", ExperimentUnit unit = ExperimentUnit.Track) => new()
    {
        Name = "another model",
        Kind = ExperimentKind.Model,
        Unit = unit,
        Control = "control",
        Arms = [new ExperimentArm { Name = "control", Share = control }, new ExperimentArm { Name = "b", Share = treatment, ModelVersion = version }],
        Limits = new ExperimentLimits { LeastDays = 0 },
    };

    public static ExperimentSpec Thresholds(ExperimentUnit unit = ExperimentUnit.User, double tagged = 0.5) => Models(unit: unit) with
    {
        Name = "bolder",
        Kind = ExperimentKind.Thresholds,
        Arms = [new ExperimentArm { Name = "control", Share = 0 }, new ExperimentArm { Name = "b", Share = 1, TaggedThreshold = tagged }],
    };

    public static ExperimentSpec Presentation(ExperimentUnit unit = ExperimentUnit.User) => Models(unit: unit) with
    {
        Name = "colours",
        Kind = ExperimentKind.Presentation,
        Arms = [new ExperimentArm { Name = "control", Share = 0 }, new ExperimentArm { Name = "b", Share = 1, Payload = """{"colour":"red"}""" }],
    };

    public static Experiment Draft(ExperimentSpec spec, string id = "e") => ExperimentTransitions.Created(id, spec, Change, Time);

    public static Experiment Running(ExperimentSpec spec, string id = "e") => ExperimentTransitions.Started(Draft(spec, id), "fake-1", Change, Time);

    public static RunningSet Set(params Experiment[] experiments) => Set([], experiments);

    public static RunningSet Set(IReadOnlyList<IEmotionClassifier> models, params Experiment[] experiments) =>
        new(1, [.. experiments.Select(experiment => new RunningExperiment(experiment, models.ToDictionary(model => model.Manifest.ModelVersion)))]);

    public static RoutedClassifier Classifier(TaggingOptions options, TimeProvider clock) => new(new ClipClassifier(options, clock), NullLogger<RoutedClassifier>.Instance);

    public static ScoringRouter Router(IServingModels models, TaggingOptions options, IRunningExperiments? running = null) => new(models, running ?? new FakeExperiments(), options);
}
