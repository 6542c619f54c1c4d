using Cluster.Abstractions.Emotions;
using Cluster.DemoMusic.Catalogue;

namespace Cluster.DemoMusic.Tests.Catalogue;

public sealed class DemoManifestTests
{
    [Fact]
    public void Write_CommasQuotesAndTurkishLetters_ReadBackAsTheyWere()
    {
        DemoTrack[] tracks =
        [
            new("audio/Şükrü Çınarsu/Gölge, 2. Kitap/Uşşâk \"Longa\" (İğde).wav", EmotionLabel.Relaxed, "demo-0001", "Şükrü Çınarsu", "Gölge, 2. Kitap", "Uşşâk \"Longa\" (İğde)", "Fasıl", 1987),
            new("audio/ı/I.wav", EmotionLabel.Angry, "demo-0002", "Işıl", "ı", "I", "Halk Müziği", 2001),
        ];
        var path = Path.GetTempFileName();
        try
        {
            DemoManifest.Write(path, tracks, withEmotion: true);

            Assert.Equal(tracks, ManifestText.Read(path));
            Assert.NotEqual(0xEF, File.ReadAllBytes(path)[0]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
