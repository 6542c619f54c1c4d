using YamlDotNet.RepresentationModel;

namespace Cluster.Deploy.Tests;

public sealed class KubernetesTests
{
    private static readonly List<YamlMappingNode> All = [.. DeployFiles.Ending(".yaml").Where(path => path.StartsWith("deploy/kubernetes/", StringComparison.Ordinal)).SelectMany(DeployFiles.Documents)];

    [Theory]
    [InlineData("silo", "8081")]
    [InlineData("gateway", "8080")]
    public void Deployment_ProbesTheEndpointsThatTheProgramMaps(string program, string port)
    {
        var container = Container(program);
        Assert.Equal(port, Port(container, "http"));
        Assert.Equal("/health/ready", container.Text("startupProbe", "httpGet", "path"));
        Assert.Equal("/health/ready", container.Text("readinessProbe", "httpGet", "path"));
        Assert.Equal("/health/live", container.Text("livenessProbe", "httpGet", "path"));
        Assert.All(new[] { "startupProbe", "readinessProbe", "livenessProbe" }, probe => Assert.Equal("http", container.Text(probe, "httpGet", "port")));
        var annotations = Named("Deployment", $"cluster-{program}").Map("spec", "template", "metadata", "annotations");
        Assert.Equal((port, "/metrics"), (annotations["prometheus.io/port"].Text(), annotations["prometheus.io/path"].Text()));
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("gateway")]
    public void Deployment_RunsWithoutRightsAndTakesItsLeaveInGoodOrder(string program)
    {
        var pod = Named("Deployment", $"cluster-{program}").At("spec", "template", "spec");
        var container = Container(program);
        Assert.Equal(("true", "1654"), (pod.Text("securityContext", "runAsNonRoot"), pod.Text("securityContext", "runAsUser")));
        Assert.Equal(("true", "false"), (container.Text("securityContext", "readOnlyRootFilesystem"), container.Text("securityContext", "allowPrivilegeEscalation")));

        // preStop, drain and the host's own patience of 25 seconds must fit.
        var drain = TimeSpan.Parse(Named("ConfigMap", "cluster-settings").Text("data", "Cluster__DrainDelay"), System.Globalization.CultureInfo.InvariantCulture);
        var needs = int.Parse(container.Text("lifecycle", "preStop", "sleep", "seconds"), System.Globalization.CultureInfo.InvariantCulture) + drain.TotalSeconds + 25;
        Assert.True(int.Parse(pod.Text("terminationGracePeriodSeconds"), System.Globalization.CultureInfo.InvariantCulture) > needs);
        Assert.Equal("1", Named("PodDisruptionBudget", $"cluster-{program}").Text("spec", "maxUnavailable"));
    }

    [Fact]
    public void Silos_AreReachedAtTheirOwnAddressAndPorts()
    {
        var silo = Container("silo");
        Assert.Equal(("11111", "30000"), (Port(silo, "silo"), Port(silo, "clients")));
        var address = silo.List("env").Single(variable => variable.Text("name") == "Cluster__Address");
        Assert.Equal("status.podIP", address.Text("valueFrom", "fieldRef", "fieldPath"));
    }

    [Fact]
    public void EveryName_ThatAManifestRefersTo_IsThere()
    {
        var claims = All.Where(node => node.Text("kind") == "PersistentVolumeClaim").Select(node => node.Text("metadata", "name")).ToHashSet(StringComparer.Ordinal);
        foreach (var program in new[] { "silo", "gateway" })
        {
            var pod = Named("Deployment", $"cluster-{program}").At("spec", "template", "spec");
            var volumes = pod.List("volumes").ToDictionary(volume => volume.Text("name"), volume => volume.Map());
            Assert.All(volumes.Values.Where(volume => volume.ContainsKey("persistentVolumeClaim")), volume => Assert.Contains(volume["persistentVolumeClaim"].Text("claimName"), claims));
            Assert.Equal(volumes.Keys.Order(StringComparer.Ordinal), Container(program).List("volumeMounts").Select(mount => mount.Text("name")).Order(StringComparer.Ordinal));
            Assert.Equal("cluster-settings", Container(program).Text("envFrom", 0, "configMapRef", "name"));
        }

        Assert.Equal("cluster-silo", Named("HorizontalPodAutoscaler", "cluster-silo").Text("spec", "scaleTargetRef", "name"));
    }

    private static YamlMappingNode Named(string kind, string name) => All.Single(node => node.Text("kind") == kind && node.Text("metadata", "name") == name);

    private static YamlNode Container(string program) => Named("Deployment", $"cluster-{program}").At("spec", "template", "spec", "containers", 0);

    private static string Port(YamlNode container, string name) => container.List("ports").Single(port => port.Text("name") == name).Text("containerPort");
}
