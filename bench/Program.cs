using BenchmarkDotNet.Running;
using Cluster.Bench;

if (args is ["stages"])
{
    Stages.Run();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(FeaturizationBenchmarks).Assembly).Run(args);
