using Cluster.Featurization;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Deep;

/// <summary>What every host knows of the deep-learning part, whether it is installed or not, and where it is looked for.</summary>
public static class DeepPart
{
    /// <summary>The one algorithm of its models.</summary>
    public const string Algorithm = "convolutional-network";

    /// <summary>The schema of its input: log-mel levels in dB, all steps of the lowest band first.</summary>
    public const string SchemaVersion = FeatureSchema.LogMelVersion;

    /// <summary>
    /// The setting of a host (<see cref="AppContext"/>) that says where the part lies, as a path from the host's own folder; looked at where there is no folder
    /// <see cref="FolderName"/> beside the host.
    /// </summary>
    public const string FolderSetting = "Cluster.Modeling.Torch.Folder";

    /// <summary>The folder beside the host in which the part lies once it is installed.</summary>
    public const string FolderName = "deep";

    // One for the whole process: libtorch cannot be set up twice.
    private static readonly Lazy<IDeepPart?> Installed = new(() => Find(AppContext.BaseDirectory, AppContext.GetData(FolderSetting) as string));

    private const string AssemblyName = "Cluster.Modeling.Torch";
    private const string TypeName = "Cluster.Modeling.Torch.TorchPart";

    /// <summary>The files of its models beside manifest and card: the network's measures, and its numbers in the open safetensors format.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["network.json", "weights.safetensors"];

    internal static string Missing { get; } =
        $"the deep-learning part ({AssemblyName}), which is not installed here: build src/Modeling.Torch, or publish it into the folder '{FolderName}' beside the program.";

    /// <summary>The installed part.</summary>
    /// <exception cref="DeepPartException">It is not installed.</exception>
    public static IDeepPart Require() => Find() ?? throw new DeepPartException($"This needs {Missing}");

    /// <summary>The installed part, which is looked for once; null where there is none.</summary>
    /// <exception cref="DeepPartException">There is one that cannot be loaded, because it is damaged or of another version.</exception>
    public static IDeepPart? Find() => Installed.Value;

    /// <summary>Refuses vectors that no network reads.</summary>
    /// <param name="schemaId">The vectors' schema.</param>
    /// <exception cref="DatasetException">The schema is another than <see cref="SchemaVersion"/>.</exception>
    public static void EnsureSchema(string schemaId)
    {
        if (schemaId == SchemaVersion || schemaId.StartsWith(SchemaVersion + "-", StringComparison.Ordinal)) return;
        throw new DatasetException(
            $"A deep model is trained on patches of the feature schema '{SchemaVersion}', the data are of '{schemaId}'. " +
            $"Have the audio analysed under that schema (--schema {SchemaVersion}), or train on these features without --deep.");
    }

    internal static IDeepPart? Find(string host, string? setting)
    {
        string[] folders = setting is null ? [FolderName] : [FolderName, setting];
        var file = folders.Select(folder => Path.GetFullPath(Path.Combine(host, folder, AssemblyName + ".dll"))).FirstOrDefault(File.Exists);
        if (file is null) return null;
        try
        {
            var type = new PartLoadContext(file).LoadFromAssemblyPath(file).GetType(TypeName, throwOnError: true)!;
            return (IDeepPart)Activator.CreateInstance(type)!;
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException or TypeLoadException or InvalidCastException or InvalidOperationException)
        {
            throw new DeepPartException($"The deep-learning part '{file}' cannot be loaded ({failure.Message}): build it from the same sources as this program.", failure);
        }
    }
}
