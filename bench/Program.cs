using BenchmarkDotNet.Running;
using Cluster.Bench;

if (args is ["stages"])
{
    Stages.Run();
    return;
}

if (args is ["models"])
{
    ModelBenchmark.Run();
    return;
}

if (args is ["lookups"])
{
    await LookupComparison.RunAsync();
    return;
}

if (args is ["decoders", .. var files])
{
    DecoderComparison.Run(files);
    return;
}

if (args is ["fuzz", ..]) Environment.Exit(await FuzzCommand.RunAsync(args));
BenchmarkSwitcher.FromAssembly(typeof(FeaturizationBenchmarks).Assembly).Run(args);
