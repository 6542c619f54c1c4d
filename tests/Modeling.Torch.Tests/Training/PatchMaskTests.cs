using Cluster.Modeling.Torch.Training;

namespace Cluster.Modeling.Torch.Tests.Training;

public sealed class PatchMaskTests
{
    private const int Bands = 8, Steps = 20;

    [Fact]
    public void Apply_ManyTimes_HidesWholeStretchesUpToTheShare()
    {
        var random = new Random(1);
        var (mostBands, mostSteps) = (0, 0);
        for (var n = 0; n < 500; n++)
        {
            var levels = Enumerable.Repeat(1f, Bands * Steps).ToArray();
            PatchMask.Apply(levels, Bands, Steps, 0.25, random);
            bool[] bands = [.. Enumerable.Range(0, Bands).Select(band => levels.AsSpan(band * Steps, Steps).IndexOf(1f) < 0)];
            bool[] steps = [.. Enumerable.Range(0, Steps).Select(step => Enumerable.Range(0, Bands).All(band => levels[(band * Steps) + step] == 0))];
            for (var i = 0; i < levels.Length; i++) Assert.Equal(bands[i / Steps] || steps[i % Steps] ? 0f : 1f, levels[i]);
            Assert.True(IsOneStretch(bands) && IsOneStretch(steps));
            (mostBands, mostSteps) = (Math.Max(mostBands, bands.Count(hidden => hidden)), Math.Max(mostSteps, steps.Count(hidden => hidden)));
        }

        Assert.Equal((2, 5), (mostBands, mostSteps));
    }

    [Fact]
    public void Apply_ShareOfZero_HidesNothing()
    {
        var levels = Enumerable.Repeat(1f, Bands * Steps).ToArray();
        PatchMask.Apply(levels, Bands, Steps, 0, new Random(1));
        Assert.DoesNotContain(0f, levels);
    }

    private static bool IsOneStretch(bool[] hidden) => hidden.Zip(hidden.Skip(1)).Count(pair => !pair.First && pair.Second) + (hidden[0] ? 1 : 0) <= 1;
}
