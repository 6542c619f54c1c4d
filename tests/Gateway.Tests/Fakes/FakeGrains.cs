using System.Collections.Concurrent;
using System.Reflection;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Events;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Replays;
using Cluster.Abstractions.Tracks;
using Cluster.Abstractions.Trainings;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>A cluster client whose grains are the test's own objects, by kind and key.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it at run time
internal class FakeGrains : DispatchProxy
#pragma warning restore CA1852
{
    private readonly ConcurrentDictionary<(Type, string), object> grains = new();

    /// <summary>Makes the factory and the handle that fills it.</summary>
    public static (IGrainFactory Factory, FakeGrains Handle) Create()
    {
        var factory = Create<IGrainFactory, FakeGrains>();
        return (factory, (FakeGrains)(object)factory);
    }

    public void Add<T>(string key, T grain)
        where T : class => grains[(typeof(T), key)] = grain;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name != nameof(IGrainFactory.GetGrain) || !targetMethod.IsGenericMethod) throw new NotSupportedException(targetMethod?.ToString());
        var kind = targetMethod.GetGenericArguments()[0];
        var key = Convert.ToString(args![0], System.Globalization.CultureInfo.InvariantCulture)!;
        return grains.TryGetValue((kind, key), out var grain) ? grain : Default(kind, key);
    }

    private static object Default(Type kind, string key) => kind switch
    {
        _ when kind == typeof(ITrackGrain) => new FakeTrackGrain(key),
        _ when kind == typeof(IClipGrain) => new FakeClipGrain(null),
        _ when kind == typeof(IBackfillJobGrain) => new FakeJobGrain(key),
        _ when kind == typeof(IBackfillScheduleGrain) => new FakeScheduleGrain(key),
        _ when kind == typeof(IModelGrain) => new FakeModelGrain(),
        _ when kind == typeof(IExperimentGrain) => new FakeExperimentGrain(),
        _ when kind == typeof(IFeedbackGrain) => new FakeFeedbackGrain(),
        _ when kind == typeof(IAgreementGrain) => new FakeAgreementGrain(),
        _ when kind == typeof(IExplanationGrain) => new FakeExplanationGrain(),
        _ when kind == typeof(IEventsGrain) => new FakeEventsGrain(),
        _ when kind == typeof(IModelComparisonGrain) => new FakeComparisonGrain(),
        _ when kind == typeof(IReplayGrain) => new FakeReplayGrain(key),
        _ when kind == typeof(IDriftGrain) => new FakeDriftGrain(),
        _ when kind == typeof(IRetrainingGrain) => new FakeRetrainingGrain(),
        _ when kind == typeof(IPredictorGrain) => new FakePredictorGrain(),
        _ => throw new NotSupportedException($"No grain of kind {kind.Name}."),
    };
}
