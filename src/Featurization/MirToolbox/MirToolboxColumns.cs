using System.Globalization;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The columns under the names that the table of the "Turkish Music Emotion" data set gives them, in its order.</summary>
/// <remarks>The table's two columns on attack times are left out: they are its least certain, and models do as well without them.</remarks>
internal static class MirToolboxColumns
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "_RMSenergy_Mean", "_Lowenergy_Mean", "_Fluctuation_Mean", "_Tempo_Mean", .. Numbered("_MFCC_Mean_", TriangleBank.CoefficientCount), "_Roughness_Mean",
        "_Roughness_Slope", "_Zero-crossingrate_Mean", "_Rolloff_Mean", "_Eventdensity_Mean", "_Pulseclarity_Mean", "_Brightness_Mean", "_Spectralcentroid_Mean",
        "_Spectralspread_Mean", "_Spectralskewness_Mean", "_Spectralkurtosis_Mean", "_Spectralflatness_Mean", "_EntropyofSpectrum_Mean",
        .. Numbered("_Chromagram_Mean_", ChromaTones.ClassCount), "_HarmonicChangeDetectionFunction_Mean", "_HarmonicChangeDetectionFunction_Std",
        "_HarmonicChangeDetectionFunction_Slope", "_HarmonicChangeDetectionFunction_PeriodFreq", "_HarmonicChangeDetectionFunction_PeriodAmp",
        "_HarmonicChangeDetectionFunction_PeriodEntropy",
    ];

    private static IEnumerable<string> Numbered(string name, int count) =>
        Enumerable.Range(1, count).Select(i => name + i.ToString(CultureInfo.InvariantCulture));
}
