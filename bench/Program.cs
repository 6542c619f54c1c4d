using System.Globalization;
using BenchmarkDotNet.Running;
using Cluster.Bench;

if (args is ["stages", .. var named])
{
    Stages.Run(named.FirstOrDefault(""));
    return;
}

if (args is ["instruction-sets", .. var filter])
{
    InstructionSets.Run(filter.FirstOrDefault(""));
    return;
}

if (args is ["scaling"])
{
    Scaling.Run();
    return;
}

if (args is ["scaling", var seconds])
{
    Scaling.RunOne(int.Parse(seconds, CultureInfo.InvariantCulture));
    return;
}

if (args is ["trees"])
{
    TreeBenchmark.Run();
    return;
}

if (args is ["models"])
{
    ModelBenchmark.Run();
    return;
}

if (args is ["explanations"])
{
    ExplanationBenchmark.Run();
    return;
}

if (args is ["lookups"])
{
    await LookupComparison.RunAsync();
    return;
}

if (args is ["beside"])
{
    await BesideBackfill.RunAsync();
    return;
}

if (args is ["shadows", .. var rate])
{
    await ShadowComparison.RunAsync(int.Parse(rate.FirstOrDefault("20"), CultureInfo.InvariantCulture), rate.Contains("fresh"));
    return;
}

if (args is ["shifts", var table, .. var recordings])
{
    await ShiftTable.RunAsync(table, recordings);
    return;
}

if (args is ["rescore", .. var tracks])
{
    await RescoreBenchmark.RunAsync(int.Parse(tracks.FirstOrDefault("20000"), CultureInfo.InvariantCulture));
    return;
}

if (args is ["queue", .. var sizes])
{
    var numbers = sizes.Where(size => size != "lookups").Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToArray();
    await QueueCosts.RunAsync(numbers is [] ? [1000, 10_000, 100_000] : numbers, sizes.Contains("lookups"));
    return;
}

if (args is ["backfill"])
{
    await BackfillCosts.CompareAsync();
    return;
}

if (args is ["silos", .. var jobFiles])
{
    await (jobFiles is [var many] ? BackfillCosts.ScaleAsync(int.Parse(many, CultureInfo.InvariantCulture)) : BackfillCosts.ScaleAsync());
    return;
}

if (args is ["backfill-once", var silos, var ofFiles])
{
    await BackfillCosts.OnceAsync(int.Parse(silos, CultureInfo.InvariantCulture), int.Parse(ofFiles, CultureInfo.InvariantCulture));
    return;
}

if (args is ["leases", .. var figures])
{
    LeaseSweep.Run(figures);
    return;
}

if (args is ["decoders", .. var files])
{
    DecoderComparison.Run(files);
    return;
}

if (args is ["fuzz", ..]) Environment.Exit(await FuzzCommand.RunAsync(args));
BenchmarkSwitcher.FromAssembly(typeof(FeaturizationBenchmarks).Assembly).Run(args);
