using System.Globalization;
using Cluster.Fuzzing;

namespace Cluster.Bench;

/// <summary>Spoils files of all formats, puts them through the featurizer pool and prints what became of them.</summary>
internal static class FuzzCommand
{
    /// <summary>Runs <c>fuzz [--files N] [--seed S] [--lanes N] [--index I] [--keep FOLDER]</c>.</summary>
    /// <returns>The exit code: 1 when a file broke a promise; lost children are counted, not failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var files = Number(args, "--files") ?? 10_000;
        var run = Number(args, "--seed") ?? 1;
        var keep = Text(args, "--keep") ?? Path.Combine(Path.GetTempPath(), "cluster-fuzz");
        var seeds = FuzzSeeds.Everything();
        if (Number(args, "--index") is { } index) return await ReplayAsync(FuzzCase.Make(seeds, run, index), keep);

        Console.WriteLine($"{files} files from {seeds.All.Length} seeds, run {run}. Files that cost a child or break a promise are kept in {keep}");
        var managed = Managed(run, files, keep);
        Console.WriteLine($"\nManaged WAV reader and features, in this process (MiB: allocated)\n{managed}");
        var lanes = Number(args, "--lanes") ?? Environment.ProcessorCount;
        var pool = await new FuzzRun(seeds, run, (file, outcome) => Keep(file, outcome, keep)).ExecuteAsync(files, lanes);
        Console.WriteLine($"\nFeaturizer pool, all formats (MiB: resident, in a child)\n{pool}");
        return managed.Total.Broken + pool.Total.Broken > 0 ? 1 : 0;
    }

    private static FuzzTally Managed(int run, int files, string keep)
    {
        var tally = new FuzzTally();
        var seeds = FuzzSeeds.Managed();
        using var fuzz = new ManagedFuzz();
        for (var index = 0; index < files; index++)
        {
            var file = FuzzCase.Make(seeds, run, index);
            if (fuzz.Try(file) is not { } outcome) continue;
            tally.Add(file.Seed.Name, outcome);
            Keep(file with { Seed = file.Seed with { Format = "managed WAV" } }, outcome, keep);
        }

        return tally;
    }

    private static async Task<int> ReplayAsync(FuzzCase file, string keep)
    {
        Store(file, keep);
        await using var pool = new PoolFuzz();
        await pool.StartAsync();
        Console.WriteLine($"{file.FileName} in {keep}: {file.Seed.Format} {file.Seed.Name}, {file.Recipe}, {file.Bytes.Length} bytes");
        Console.WriteLine(await pool.TryAsync(file));
        return 0;
    }

    private static void Keep(FuzzCase file, FuzzOutcome outcome, string folder)
    {
        if (!outcome.IsOffence) return;
        Store(file, folder);
        string[] cells = [file.FileName, file.Seed.Format, file.Seed.Name, file.Recipe, outcome.Ending.ToString(), outcome.Detail.ReplaceLineEndings(" ")];
        File.AppendAllText(Path.Combine(folder, "findings.tsv"), string.Join('\t', cells) + "\n");
    }

    private static void Store(FuzzCase file, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, file.FileName), file.Bytes);
    }

    private static int? Number(string[] args, string name) => Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Text(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
