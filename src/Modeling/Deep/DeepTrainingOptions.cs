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
        Check(Bands is >= 4 and <= 512, nameof(Bands));
        Check(Steps is >= 4 and <= 4096, nameof(Steps));
        Check(Channels.Count is >= 1 and <= 6 && Channels.All(channels => channels is >= 1 and <= 256), nameof(Channels));
        if (Math.Min(Bands, Steps) >> (Channels.Count - 1) < 1)
            throw new ArgumentException($"The training option {nameof(Channels)} has {Channels.Count} blocks, which leave nothing of a patch of {Bands} x {Steps}.", nameof(Channels));
        Check(Epochs is >= 1 and <= 1000, nameof(Epochs));
        Check(Patience is >= 1 and <= 1000, nameof(Patience));
        Check(BatchSize is >= 2 and <= 1024, nameof(BatchSize));
        Check(LearningRate is > 0 and <= 1, nameof(LearningRate));
        Check(WeightDecay is >= 0 and <= 1, nameof(WeightDecay));
        Check(Dropout is >= 0 and <= 0.9, nameof(Dropout));
        Check(LabelSmoothing is >= 0 and <= 0.5, nameof(LabelSmoothing));
        Check(MaskShare is >= 0 and <= 0.5, nameof(MaskShare));
        Check(Enum.IsDefined(Device), nameof(Device));
    }

    private static void Check(bool valid, string name)
    {
        if (!valid) throw new ArgumentException($"The training option {name} is outside its range.", name);
    }
}
