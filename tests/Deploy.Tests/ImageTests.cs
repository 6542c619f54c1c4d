namespace Cluster.Deploy.Tests;

public sealed class ImageTests
{
    private static readonly string[] Lines = DeployFiles.Lines("deploy/images/Dockerfile");

    [Fact]
    public void Stages_OfSiloAndGateway_StartTheProgramsAsAUserWithoutRights()
    {
        foreach (var program in new[] { "Silo", "Gateway" })
        {
            var stage = Stage(program.ToLowerInvariant());
            Assert.Contains($"ENTRYPOINT [\"dotnet\", \"Cluster.{program}.dll\"]", stage);
            Assert.Contains("USER ${APP_UID}", stage);
            Assert.True(File.Exists(DeployFiles.PathOf($"src/{program}/Cluster.{program}.csproj")));
        }

        Assert.Contains(Lines, line => line.Contains("dotnet publish src/Silo ", StringComparison.Ordinal) && line.Contains("dotnet publish src/Gateway ", StringComparison.Ordinal));
        Assert.Contains(Lines, line => line == "ARG APP_UID=1654");
    }

    [Fact]
    public void Ports_OfTheImages_AreThoseOfTheManifests()
    {
        Assert.Equal(["8081", "11111", "30000"], Exposed("silo"));
        Assert.Equal(["8080"], Exposed("gateway"));
        Assert.Contains("http://+:8081", string.Join('\n', Stage("silo")), StringComparison.Ordinal);
        Assert.Contains("http://+:8080", string.Join('\n', Stage("gateway")), StringComparison.Ordinal);
    }

    private static string[] Exposed(string stage) => Stage(stage).Single(line => line.StartsWith("EXPOSE ", StringComparison.Ordinal))["EXPOSE ".Length..].Split(' ');

    private static string[] Stage(string name) =>
        [.. Lines.SkipWhile(line => !line.EndsWith($" AS {name}", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal))];
}
