using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Tests.Emotions;

public sealed class EmotionNamesTests
{
    [Theory]
    [InlineData("happy", EmotionLabel.Happy)]
    [InlineData("  HAPPY ", EmotionLabel.Happy)]
    [InlineData("relax", EmotionLabel.Relaxed)]
    [InlineData("Relaxed", EmotionLabel.Relaxed)]
    [InlineData("Feliz", EmotionLabel.Happy)]
    [InlineData("TRISTE", EmotionLabel.Sad)]
    [InlineData("enojado", EmotionLabel.Angry)]
    [InlineData("Relajado", EmotionLabel.Relaxed)]
    [InlineData("Mutlu", EmotionLabel.Happy)]
    [InlineData("Hüzünlü", EmotionLabel.Sad)]
    [InlineData("HÜZÜNLÜ", EmotionLabel.Sad)]
    [InlineData("huzunlu", EmotionLabel.Sad)]
    [InlineData("Hu\u0308zu\u0308nlu\u0308", EmotionLabel.Sad)]
    [InlineData("öfkeli", EmotionLabel.Angry)]
    [InlineData("ÖFKELİ", EmotionLabel.Angry)]
    [InlineData("sakin", EmotionLabel.Relaxed)]
    [InlineData("SAKİN", EmotionLabel.Relaxed)]
    [InlineData("SAKIN", EmotionLabel.Relaxed)]
    public void TryParse_NameInAnyLanguage_GivesTheEmotion(string text, EmotionLabel expected)
    {
        Assert.True(EmotionNames.TryParse(text, out var label));
        Assert.Equal(expected, label);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("joyful")]
    [InlineData("hap py")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(EmotionNames.TryParse(text, out _));

    [Fact]
    public void DisplayNames_InEveryLanguage_ReadBack()
    {
        foreach (var label in Enum.GetValues<EmotionLabel>())
        {
            foreach (var language in (string[])["en", "es", "tr"])
            {
                Assert.True(EmotionNames.TryParse(label.ToDisplayName(language), out var read));
                Assert.Equal(label, read);
            }
        }
    }
}
