using System.Diagnostics;

namespace Cluster.Featurization.Tests;

public class InstructionSetTests
{
    [Theory]
    [InlineData("EnableAVX512", "Golden.SyntheticParityTests")]
    [InlineData("EnableAVX2", "Golden.SyntheticParityTests")]
    [InlineData("EnableHWIntrinsic", "KnownAnswerTests")] // without any vectors a whole golden clip takes seconds
    public async Task Parity_WithoutAnInstructionSet_HoldsAsWell(string setting, string wholeClips)
    {
        // The runtime reads these switches when it starts, so the tests of parity run once more in a process of their own.
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_" + setting] = "0" },
        };
        foreach (var name in (string[])[wholeClips, "Spectral.FramedFftTests", "Spectral.SpectralContrastTests"])
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add($"Cluster.Featurization.Tests.{name}");
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + await errors);
        Assert.Contains("Failed: 0", await output, StringComparison.Ordinal);
    }
}
