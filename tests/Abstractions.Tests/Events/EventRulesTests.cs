using Cluster.Abstractions.Events;

namespace Cluster.Abstractions.Tests.Events;

public sealed class EventRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ListeningEvent Sound = new() { Id = "1", Kind = ListeningEventKind.Play, TrackId = "arşiv/türkü #1", At = Now };

    public static TheoryData<string, Func<ListeningEvent, ListeningEvent>> Flaws => new()
    {
        { "id", e => e with { Id = " " } },
        { "id", e => e with { Id = new string('x', EventRules.MaxLength + 1) } },
        { "kind", e => e with { Kind = (ListeningEventKind)9 } },
        { "trackId", e => e with { TrackId = string.Empty } },
        { "unit", e => e with { Unit = "a\nb" } },
        { "session", e => e with { Session = string.Empty } },
        { "experiment", e => e with { Experiment = new string('x', 201), Arm = "a" } },
        { "arm", e => e with { Experiment = "e" } },
        { "experiment", e => e with { Arm = "a" } },
        { "at", e => e with { At = Now.AddMinutes(6) } },
        { "at", e => e with { At = Now.AddDays(-31) } },
        { "positionS", e => e with { PositionS = -0.1 } },
        { "positionS", e => e with { PositionS = double.NaN } },
        { "durationS", e => e with { DurationS = 0 } },
        { "durationS", e => e with { DurationS = double.PositiveInfinity } },
        { "rating", e => e with { Kind = ListeningEventKind.Rating } },
        { "rating", e => e with { Kind = ListeningEventKind.Rating, Rating = 5.1 } },
        { "rating", e => e with { Kind = ListeningEventKind.Rating, Rating = double.NaN } },
        { "rating", e => e with { Rating = 3 } },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public void Validate_FlawedEvent_NamesTheField(string field, Func<ListeningEvent, ListeningEvent> spoil)
    {
        var flaw = EventRules.Validate(spoil(Sound), Now, TimeSpan.FromDays(30));
        Assert.Equal(field, flaw?.Field);
        Assert.Contains(field, flaw!.Value.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SoundEvents_Pass()
    {
        foreach (var sound in (ListeningEvent[])[
            Sound, Sound with { At = Now.AddMinutes(5) }, Sound with { At = Now.AddDays(-30) }, Sound with { Kind = ListeningEventKind.Rating, Rating = 1 },
            Sound with { Unit = "ayşe@example.org", Session = "s 1", PositionS = 0, DurationS = 0.5, Experiment = "e", Arm = "a" }])
        {
            Assert.Null(EventRules.Validate(sound, Now, TimeSpan.FromDays(30)));
        }
    }
}
