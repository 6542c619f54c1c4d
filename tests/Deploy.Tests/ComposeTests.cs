using YamlDotNet.RepresentationModel;

namespace Cluster.Deploy.Tests;

public sealed class ComposeTests
{
    private static readonly YamlMappingNode Compose = DeployFiles.Documents("deploy/compose.yaml").Single();

    [Fact]
    public void Services_AreADatabaseThreeSilosAndTwoGateways()
    {
        var services = Compose.Map("services");
        Assert.Equal(["gateway-1", "gateway-2", "postgres", "silo-1", "silo-2", "silo-3"], services.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, service) in services.Where(service => service.Key != "postgres"))
        {
            Assert.Equal("true", service.Text("read_only"));
            Assert.Equal("postgres", service.Text("environment", "Cluster__Catalog"));
            Assert.Equal(name.Split('-')[0], service.Text("build", "target"));
            Assert.True(File.Exists(DeployFiles.PathOf(service.Text("build", "dockerfile"))));
            Assert.Contains("/health/ready", string.Concat(service.List("healthcheck", "test").Select(part => part.Text())), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EverySilo_HasTheAddressThatItsNetworkGivesIt()
    {
        foreach (var (_, silo) in Compose.Map("services").Where(service => service.Key.StartsWith("silo-", StringComparison.Ordinal)))
            Assert.Equal(silo.Text("networks", "default", "ipv4_address"), silo.Text("environment", "Cluster__Address"));
    }

    [Fact]
    public void EveryPublishedPort_IsOnThisMachineOnly()
    {
        var published = Compose.Map("services").Values.OfType<YamlMappingNode>().Where(service => service.Children.ContainsKey("ports")).SelectMany(service => service.List("ports")).Select(port => port.Text()).ToList();
        Assert.Equal(2, published.Count);
        Assert.All(published, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.All(published, port => Assert.EndsWith(":8080", port, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryVariable_OfThePerson_IsInTheExample()
    {
        var text = File.ReadAllText(DeployFiles.PathOf("deploy/compose.yaml"));
        var asked = System.Text.RegularExpressions.Regex.Matches(text, @"\$\{([A-Z_]+)").Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var offered = DeployFiles.Lines("deploy/env.example").Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=')[0]);
        Assert.Equal(asked.Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
    }
}
