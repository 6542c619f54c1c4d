using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Importing;

namespace Cluster.Modeling.Tests.Importing;

public sealed class LabelNamesTests
{
    [Theory]
    [InlineData("MUTLU", EmotionLabel.Happy)]
    [InlineData("Neşeli", EmotionLabel.Happy)]
    [InlineData("feliz", EmotionLabel.Happy)]
    [InlineData("ALEGRÍA", EmotionLabel.Happy)]
    [InlineData("HÜZÜNLÜ", EmotionLabel.Sad)]
    [InlineData("ÜZGÜN", EmotionLabel.Sad)]
    [InlineData("uzgun", EmotionLabel.Sad)]
    [InlineData("Triste", EmotionLabel.Sad)]
    [InlineData("ÖFKELİ", EmotionLabel.Angry)]
    [InlineData("KIZGIN", EmotionLabel.Angry)]
    [InlineData("kızgın", EmotionLabel.Angry)]
    [InlineData("KiZGiN", EmotionLabel.Angry)]
    [InlineData("Enojada", EmotionLabel.Angry)]
    [InlineData("SAKİN", EmotionLabel.Relaxed)]
    [InlineData("SAKIN", EmotionLabel.Relaxed)]
    [InlineData("sakı\u0307n", EmotionLabel.Relaxed)]
    [InlineData("  relax ", EmotionLabel.Relaxed)]
    [InlineData("Relajación", EmotionLabel.Relaxed)]
    [InlineData("RAHATLAMIŞ", EmotionLabel.Relaxed)]
    public void TryParse_AnyLanguageAndCase_IsTheEmotion(string text, EmotionLabel expected)
    {
        Assert.True(LabelNames.TryParse(text, out var label));
        Assert.Equal(expected, label);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bored")]
    [InlineData("happy sad")]
    [InlineData("0")]
    public void TryParse_OtherWords_AreNone(string text) => Assert.False(LabelNames.TryParse(text, out _));

    [Fact]
    public void TryParse_EveryDisplayName_IsItsEmotion()
    {
        foreach (var label in Enum.GetValues<EmotionLabel>())
        {
            foreach (var language in (string[])["en", "es", "tr"])
            {
                Assert.True(LabelNames.TryParse(label.ToDisplayName(language), out var read));
                Assert.Equal(label, read);
            }
        }
    }
}
