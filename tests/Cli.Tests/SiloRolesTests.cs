using Cluster.Catalog;
using Cluster.Silo.Hosting;
using Cluster.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Cluster.Cli.Tests;

public sealed class SiloRolesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null, true, true)]
    [InlineData("serving", true, false)]
    [InlineData(" Trainer ", false, true)]
    public void AddSilo_Roles_DecideWhatItWorksOn(string? roles, bool backfills, bool trains)
    {
        var services = Services(("Cluster:Roles", roles));
        Assert.Equal((backfills, trains, true), (services.Contains("BackfillService"), services.Contains("TrainerService"), services.Contains("DriftService")));
    }

    [Theory]
    [InlineData("Cluster:Roles", "trainer,cook", "'cook'; known: serving, trainer")]
    [InlineData("Drift:LeastRows", "199", "Drift:LeastRows is 199")]
    [InlineData("Retraining:TimeZone", "Mars/Olympus", "Retraining:TimeZone 'Mars/Olympus'")]
    public void AddSilo_BadSetting_IsRefusedByName(string name, string value, string message) =>
        Assert.Contains(message, Assert.Throws<SettingsException>(() => Services((name, value))).Message, StringComparison.Ordinal);

    private List<string?> Services(params (string Name, string? Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value));
        builder.AddSilo(silo => silo.DataFolder = folder.Path);
        return [.. builder.Services.Where(service => service.ServiceType == typeof(IHostedService)).Select(service => service.ImplementationType?.Name)];
    }
}
