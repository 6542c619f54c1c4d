using System.Diagnostics;
using System.Globalization;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>
/// A network namespace that one silo lives in, with a cable to the other silos and another one to the database, each a veth pair into a bridge. A cable that is
/// unplugged from its bridge swallows packets without a word, as a dead switch does. Needs root and iproute2.
/// </summary>
internal sealed class CutNetwork : IAsyncDisposable
{
    private readonly string name = $"ck{Environment.ProcessId % 100000}";
    private readonly string silos;
    private readonly string database;

    private CutNetwork(int number)
    {
        // Of the addresses for private use, in a corner where few look.
        (silos, database) = (string.Create(CultureInfo.InvariantCulture, $"10.231.{number}"), string.Create(CultureInfo.InvariantCulture, $"10.232.{number}"));
        Inside = ["ip", "netns", "exec", name];
    }

    /// <summary>The command that starts a program inside.</summary>
    public string[] Inside { get; }

    /// <summary>The address of the one inside, on the cable to the other silos.</summary>
    public string InsideAddress => silos + ".2";

    /// <summary>The address that the others have on that cable.</summary>
    public string OutsideAddress => silos + ".1";

    /// <summary>The database's address on the cable to it.</summary>
    public string DatabaseAddress => database + ".1";

    /// <summary>Makes one, with both cables plugged in. Where that is not allowed the test is skipped.</summary>
    public static async Task<CutNetwork> CreateAsync()
    {
        Needs.Program("ip", "iproute2");
        Needs.Component(Environment.IsPrivilegedProcess, "the right to make network namespaces (run the tests as root)");
        var network = new CutNetwork(1 + (Environment.ProcessId % 250));
        var problem = await TryIpAsync($"netns add {network.name}");
        Needs.Component(problem is null, $"network namespaces, which this machine refuses ({problem})");
        try
        {
            await IpAsync($"-n {network.name} link set lo up");
            await network.ConnectAsync('s', network.silos);
            await network.ConnectAsync('d', network.database);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Unplugs the cable to the other silos.</summary>
    public Task CutSilosAsync() => IpAsync($"link set {name}s nomaster");

    /// <summary>Unplugs the cable to the database.</summary>
    public Task CutDatabaseAsync() => IpAsync($"link set {name}d nomaster");

    /// <summary>Plugs both cables in again.</summary>
    public async Task HealAsync()
    {
        await IpAsync($"link set {name}s master {name}bs");
        await IpAsync($"link set {name}d master {name}bd");
    }

    /// <summary>Takes everything away again. Whoever is inside has lost all connections then.</summary>
    public async ValueTask DisposeAsync()
    {
        // With the namespace both pairs go; what was not made yet is not missed.
        await TryIpAsync($"netns del {name}");
        await TryIpAsync($"link del {name}bs");
        await TryIpAsync($"link del {name}bd");
    }

    private async Task ConnectAsync(char kind, string prefix)
    {
        var (bridge, outside, inside) = ($"{name}b{kind}", $"{name}{kind}", $"{name}{kind}i");
        await IpAsync($"link add {bridge} type bridge");
        await IpAsync($"addr add {prefix}.1/24 dev {bridge}");
        await IpAsync($"link set {bridge} up");
        await IpAsync($"link add {outside} type veth peer name {inside} netns {name}");
        await IpAsync($"link set {outside} master {bridge} up");
        await IpAsync($"-n {name} addr add {prefix}.2/24 dev {inside}");
        await IpAsync($"-n {name} link set {inside} up");
    }

    private static async Task IpAsync(string arguments)
    {
        if (await TryIpAsync(arguments) is { } problem) throw new InvalidOperationException($"ip {arguments}: {problem}");
    }

    // Null when it worked, else what it said.
    private static async Task<string?> TryIpAsync(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
