using Cluster.DemoMusic.Usuls;

namespace Cluster.DemoMusic.Tests.Usuls;

public sealed class UsulTests
{
    public static TheoryData<string> Names => [.. UsulTable.All.Select(usul => usul.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Strokes_OfEveryUsul_FollowOneAnotherAndFillTheCycle(string name)
    {
        var usul = Named(name);
        var position = 0;
        foreach (var stroke in usul.Strokes)
        {
            Assert.Equal(position, stroke.Position);
            position += stroke.Length;
        }

        Assert.Equal(usul.Units, position);
        Assert.Equal(StrokeKind.Dum, usul.Strokes[0].Kind);
    }

    [Theory]
    [InlineData("Düyek", 8, "D0 T1 T3 D4 T6")]
    [InlineData("Aksak", 9, "D0 T2 T3 D4 T6 T8")]
    [InlineData("Curcuna", 10, "D0 T2 T3 D5 T7 T9")]
    [InlineData("Devr-i Hindî", 7, "D0 T1 T2 D3 T5")]
    public void Strokes_OfKnownUsuls_StandWhereTheoryPutsThem(string name, int units, string strokes)
    {
        var usul = Named(name);

        Assert.Equal(units, usul.Units);
        Assert.Equal(strokes, string.Join(' ', usul.Strokes.Select(stroke => $"{(stroke.Kind == StrokeKind.Dum ? 'D' : 'T')}{stroke.Position}")));
    }

    [Fact]
    public void StrokeAt_BetweenStrokes_IsNull() => Assert.Null(Named("Düyek").StrokeAt(2));

    [Fact]
    public void Strength_OfTheFirstDum_IsTheGreatest() =>
        Assert.All(UsulTable.All, usul => Assert.Equal(usul.Strokes[0], usul.Strokes.MaxBy(stroke => stroke.Strength)));

    private static Usul Named(string name) => UsulTable.All.Single(usul => usul.Name == name);
}
