namespace Cluster.DemoMusic.Makams;

/// <summary>The seyir of a makam: the way that its melodies take through the scale.</summary>
public enum Seyir
{
    /// <summary>Çıkıcı: begins about the tonic and rises.</summary>
    Ascending,

    /// <summary>İnici: begins about the upper tonic and falls.</summary>
    Descending,

    /// <summary>İnici-çıkıcı: begins about the dominant and goes both ways.</summary>
    Mixed,
}
