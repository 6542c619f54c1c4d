using Cluster.Grains.Experiments;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>The experiments that a test sets.</summary>
internal sealed class FakeExperiments : IRunningExperiments
{
    public RunningSet Current { get; set; } = RunningSet.Empty;
}
