using Cluster.Cli.Commands;

namespace Cluster.Cli.Tests;

public sealed class AuditEvidenceTests
{
    private const string Checks = """[{"gate":"macroF1","outcome":"inconclusive","reason":"r"},{"gate":"errors","outcome":"pass"},{"gate":"latency","outcome":"fail","reason":"s"}]""";

    [Theory]
    [InlineData(null, null)]
    [InlineData("ticket 12", "ticket 12")]
    [InlineData("17", "17")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("""{"outcome":"pass","checks":[{"gate":"macroF1","outcome":"pass"}]}""", "gates pass")]
    [InlineData($$"""{"outcome":"fail","forced":true,"approvedBy":"Ayşe","checks":{{Checks}},"given":"ticket 12"}""", "gates fail: macroF1, latency; forced; approved by Ayşe; ticket 12")]
    [InlineData("""{"broken":["errors","review"],"counts":{}}""", "broke errors, review")]
    [InlineData("""{"outcome":["x"],"checks":[1,{"gate":2}]}""", "gates [\"x\"]: , ")]
    public void Evidence_InATable_IsShort(string? evidence, string? words) => Assert.Equal(words, AuditEvidence.InShort(evidence));

    [Fact]
    public void Evidence_ThatIsLong_IsCut() => Assert.Equal(new string('a', 80) + "...", AuditEvidence.InShort(new string('a', 500)));
}
