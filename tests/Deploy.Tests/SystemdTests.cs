namespace Cluster.Deploy.Tests;

public sealed class SystemdTests
{
    [Theory]
    [InlineData("silo", "Silo")]
    [InlineData("gateway", "Gateway")]
    public void Unit_StartsTheProgramAsAUserOfItsOwnAndWaitsForItsLeave(string unit, string program)
    {
        var lines = DeployFiles.Lines($"deploy/systemd/cluster-{unit}@.service");
        Assert.Contains($"ExecStart=/usr/bin/dotnet Cluster.{program}.dll", lines);
        Assert.Contains("User=cluster", lines);
        Assert.Contains("KillSignal=SIGTERM", lines);
        Assert.Contains("ProtectSystem=strict", lines);
        Assert.Contains("NoNewPrivileges=yes", lines);
        Assert.All(
            lines.Where(line => line.StartsWith("EnvironmentFile=", StringComparison.Ordinal)),
            line => Assert.True(File.Exists(DeployFiles.PathOf($"deploy/systemd/{Path.GetFileName(line).Replace("%i", "1", StringComparison.Ordinal)}.example")), line));
    }
}
