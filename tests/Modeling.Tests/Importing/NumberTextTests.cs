using Cluster.Modeling.Importing;

namespace Cluster.Modeling.Tests.Importing;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(" -2 ", -2)]
    [InlineData("1,5", 1.5)]
    [InlineData("0,052", 0.052)]
    [InlineData("1,234", 1234)]
    [InlineData("1,234,567", 1234567)]
    [InlineData("-1,234.5", -1234.5)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("1 234,5", 1234.5)]
    [InlineData("12'345.25", 12345.25)]
    [InlineData("1\u00A0234", 1234)]
    [InlineData("\u22123", -3)]
    [InlineData("1e-3", 0.001)]
    [InlineData("2,5E2", 250)]
    [InlineData(".5", 0.5)]
    [InlineData("7.", 7)]
    [InlineData("+4", 4)]
    public void TryParse_DecimalPoint_ReadsTheNumber(string cell, double expected)
    {
        Assert.True(NumberText.TryParse(cell, decimalComma: false, out var value));
        Assert.Equal(expected, value, 12);
    }

    [Theory]
    [InlineData("1,234", 1.234)]
    [InlineData("1.234", 1234)]
    [InlineData("1.5", 1.5)]
    [InlineData("0.125", 0.125)]
    [InlineData("1.234,56", 1234.56)]
    [InlineData("1,234.56", 1234.56)]
    [InlineData("1,234,567", 1234567)]
    public void TryParse_DecimalComma_ReadsTheNumber(string cell, double expected)
    {
        Assert.True(NumberText.TryParse(cell, decimalComma: true, out var value));
        Assert.Equal(expected, value, 12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("abc")]
    [InlineData("1,23,4")]
    [InlineData("1,2.5")]
    [InlineData("1.2,3.4")]
    [InlineData("12 34")]
    [InlineData("1 2345")]
    [InlineData("1e400")]
    [InlineData("1e39")]
    [InlineData("0x1F")]
    [InlineData("NaN")]
    [InlineData("5%")]
    [InlineData("--1")]
    [InlineData("1-2")]
    [InlineData("٣")]
    public void TryParse_NoNumber_IsRefused(string cell)
    {
        Assert.False(NumberText.TryParse(cell, decimalComma: false, out _));
        Assert.False(NumberText.TryParse(cell, decimalComma: true, out _));
    }

    [Theory]
    [InlineData("1,5", ',', true)]
    [InlineData("1.234,5", ',', true)]
    [InlineData("1.234.567", ',', true)]
    [InlineData("1,234", ',', false)]
    [InlineData("1.234", '.', false)]
    [InlineData("0.125", '.', true)]
    [InlineData("1,234.5", '.', true)]
    public void SignOf_Number_SaysWhetherItIsCertain(string cell, char sign, bool certain) => Assert.Equal((sign, certain), NumberText.SignOf(cell));

    [Theory]
    [InlineData("12")]
    [InlineData("a,b")]
    [InlineData("")]
    public void SignOf_NoSign_IsNull(string cell) => Assert.Null(NumberText.SignOf(cell));
}
