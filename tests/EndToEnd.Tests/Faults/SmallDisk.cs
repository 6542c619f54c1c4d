using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>A disk of a few megabytes (a tmpfs) that a test can fill and empty. Needs the right to mount, thus root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int BlockBytes = 4096;
    private readonly string filler;

    private SmallDisk(string path)
    {
        Path = path;
        filler = System.IO.Path.Combine(path, "filler");
    }

    /// <summary>Where it is mounted; everybody may enter.</summary>
    public string Path { get; }

    /// <summary>Mounts one. Where that is not allowed the test is skipped.</summary>
    /// <param name="megabytes">Its size.</param>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        Needs.Component(Environment.IsPrivilegedProcess, "the right to mount a small disk (run the tests as root)");

        // Not below a test's own folder, which the database's user may not enter.
        var disk = new SmallDisk($"/tmp/cluster-disk-{Guid.NewGuid():N}");
        Directory.CreateDirectory(disk.Path);
        var problem = await TryAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0755", "cluster-test", disk.Path);
        if (problem is not null) Directory.Delete(disk.Path);
        Needs.Component(problem is null, $"small disks, which this machine refuses to mount ({problem})");
        return disk;
    }

    /// <summary>Fills it to its last block, and again where others made room meanwhile.</summary>
    public void Fill()
    {
        using var file = new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.None, 0);
        var block = new byte[BlockBytes];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Gives all that space back.</summary>
    public void Free() => File.Delete(filler);

    /// <summary>Unmounts it, whoever still uses it, and forgets what it held.</summary>
    public async ValueTask DisposeAsync()
    {
        await TryAsync("umount", "--lazy", Path);
        Directory.Delete(Path);
    }

    // Null when it worked, else what it said.
    private static async Task<string?> TryAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
