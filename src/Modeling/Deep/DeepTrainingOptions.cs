using System.Globalization;

namespace Cluster.Modeling.Deep;

/// <summary>A network on log-mel patches, and how it is trained. Known to every host, so that settings can be read and checked without libtorch.</summary>
public sealed record DeepTrainingOptions
{
    /// <summary>Mel bands of a patch; 4 to 512, default 64.</summary>
    public int Bands { get; init; } = 64;

    /// <summary>Time steps of a patch; 4 to 4096, default 128.</summary>
    public int Steps { get; init; } = 128;

    /// <summary>Channels of each block of the network; 1 to 6 blocks of 1 to 256 channels. Each block but the last halves bands and steps.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [16, 32, 64, 96];

    /// <summary>The most passes over the training rows; 1 to 1000, default 40.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Training ends when the held-out log-loss has not improved for so many epochs; 1 to 1000, default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Patches per step of the optimiser; 2 to 1024, default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>The first learning rate of AdamW; it falls along half a cosine. In (0, 1], default 0.002.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>AdamW's weight decay; 0 to 1, default 0.01.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>Share of the pooled values that are left out at random in training; 0 to 0.9, default 0.3.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>Share of the truth that is spread evenly over all emotions in training; 0 to 0.5, default 0.05.</summary>
    public double LabelSmoothing { get; init; } = 0.05;

    /// <summary>Greatest share of the bands, and of the steps, that a mask hides from a training patch; 0 (no masks) to 0.5, default 0.15.</summary>
    public double MaskShare { get; init; } = 0.15;

    /// <summary>Where it is trained.</summary>
    public DeepDevice Device { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public void Validate()
    {
        if (FindFlaw() is { } flaw) throw new ArgumentException(flaw);
    }

    /// <summary>What is outside its range, and what the range is; null when nothing is.</summary>
    public string? FindFlaw()
    {
        if (Bands is < 4 or > 512) return $"{Bands} bands are outside the range of 4 to 512.";
        if (Steps is < 4 or > 4096) return $"{Steps} steps are outside the range of 4 to 4096.";
        if (Channels.Count is < 1 or > 6) return $"{Channels.Count} blocks are outside the range of 1 to 6.";
        if (Channels.Any(channels => channels is < 1 or > 256)) return "The channels of a block are outside the range of 1 to 256.";
        if (Math.Min(Bands, Steps) >> (Channels.Count - 1) < 1) return $"{Channels.Count} blocks leave nothing of a patch of {Bands} x {Steps}: give fewer channels.";
        if (Epochs is < 1 or > 1000) return $"{Epochs} epochs are outside the range of 1 to 1000.";
        if (Patience is < 1 or > 1000) return $"A patience of {Patience} epochs is outside the range of 1 to 1000.";
        if (BatchSize is < 2 or > 1024) return $"A batch of {BatchSize} patches is outside the range of 2 to 1024.";
        if (LearningRate is not (> 0 and <= 1)) return Outside("learning rate", LearningRate, "above 0, up to 1");
        if (WeightDecay is not (>= 0 and <= 1)) return Outside("weight decay", WeightDecay, "0 to 1");
        if (Dropout is not (>= 0 and <= 0.9)) return Outside("dropout", Dropout, "0 to 0.9");
        if (LabelSmoothing is not (>= 0 and <= 0.5)) return Outside("label smoothing", LabelSmoothing, "0 to 0.5");
        if (MaskShare is not (>= 0 and <= 0.5)) return Outside("share of masks", MaskShare, "0 to 0.5");
        return Enum.IsDefined(Device) ? null : $"There is no device {(int)Device}.";
    }

    private static string Outside(string name, double value, string range) =>
        string.Create(CultureInfo.InvariantCulture, $"A {name} of {value} is outside the range: {range}.");
}
