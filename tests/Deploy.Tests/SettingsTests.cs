namespace Cluster.Deploy.Tests;

/// <summary>One name for one setting, in every way of deploying.</summary>
public sealed class SettingsTests
{
    public static TheoryData<string> Files => [.. DeployFiles.Ending("").Where(path => !path.EndsWith(".md", StringComparison.Ordinal)).Append("scripts/up")];

    [Theory]
    [MemberData(nameof(Files))]
    public void EverySetting_InAFile_IsReadByAProgram(string file)
    {
        var unknown = SettingNames.UsedIn(File.ReadAllText(DeployFiles.PathOf(file))).Where(name => !SettingNames.IsKnown(name));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Settings_ThatAClusterNeeds_AreInEveryWayOfDeploying()
    {
        string[] needed = ["Cluster__Catalog", "Cluster__ConnectionString", "Cluster__Address", "Gateway__UploadFolder", "Backfill__AllowedRoots__0"];
        Assert.All(needed, name => Assert.True(SettingNames.IsKnown(name), name));
        string[][] ways = [["deploy/compose.yaml"], [.. Under("kubernetes")], [.. Under("systemd")], ["scripts/up"]];
        foreach (var way in ways)
        {
            var text = string.Concat(way.Select(file => File.ReadAllText(DeployFiles.PathOf(file))));
            Assert.All(needed, name => Assert.Contains(name, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void NoFile_HoldsAPassword()
    {
        foreach (var file in DeployFiles.Ending(""))
        {
            var passwords = DeployFiles.Lines(file).Where(line => line.Contains("Password=", StringComparison.OrdinalIgnoreCase));
            Assert.All(passwords, line => Assert.Matches(@"(?i)password=(\$\{|\.\.\.|$)", line));
        }
    }

    private static IEnumerable<string> Under(string folder) => DeployFiles.Ending("").Where(path => path.StartsWith($"deploy/{folder}/", StringComparison.Ordinal));
}
