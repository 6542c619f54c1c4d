using Cluster.Modeling.Reports;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Artefacts;

/// <summary>An immutable model: manifest, weights and card, named by their content, as a folder or as one archive.</summary>
/// <remarks>
/// All files are JSON or Markdown; nothing in them names a type or holds code. Every instance was verified: content hash, version, lengths, finite numbers.
/// </remarks>
public sealed class ModelArtefact
{
    private const string ManifestFile = "manifest.json";
    private const string WeightsFile = "weights.json";
    private const string CardFile = "card.json";
    private const string CardTextFile = "card.md";
    private static readonly string[] FileNames = [CardFile, CardTextFile, ManifestFile, WeightsFile];
    private readonly Dictionary<string, byte[]> files;
    private readonly VoteWeights weights;

    private ModelArtefact(Dictionary<string, byte[]> files)
    {
        foreach (var name in FileNames)
        {
            if (!files.ContainsKey(name)) throw new ModelArtefactException($"'{name}' is missing: this is no model artefact.");
        }

        this.files = files;
        ArtefactVerification.CheckFormat(files[ManifestFile], ManifestFile);
        Manifest = ArtefactJson.Read(files[ManifestFile], ArtefactJson.Default.ModelManifest, ManifestFile);
        ArtefactVerification.Check(files, Manifest);
        if (!ModelSelection.Knows(Manifest.Algorithm))
            throw new ModelArtefactException($"The model artefact is of the algorithm '{Manifest.Algorithm}', which this program cannot run.");
        weights = ArtefactJson.Read(files[WeightsFile], ArtefactJson.Default.VoteWeights, WeightsFile);
        ArtefactVerification.Check(Manifest, weights);
    }

    /// <summary>What the model is, what it reads and how it decides.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The immutable version.</summary>
    public string Version => Manifest.ModelVersion;

    /// <summary>The model card as Markdown.</summary>
    public string CardMarkdown => System.Text.Encoding.UTF8.GetString(files[CardTextFile]);

    /// <summary>The model card as JSON.</summary>
    public string CardJson => System.Text.Encoding.UTF8.GetString(files[CardFile]);

    /// <summary>Reads and verifies a folder.</summary>
    /// <exception cref="ModelArtefactException">The folder holds no artefact, or a damaged, foreign or oversized one.</exception>
    public static async Task<ModelArtefact> LoadAsync(string folder, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(folder)) throw new ModelArtefactException($"There is no folder '{folder}'.");
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in FileNames)
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists) throw new ModelArtefactException($"'{folder}' is no model artefact: it lacks '{name}'.");
            if (file.Length > ArtefactArchive.MaxFileBytes)
                throw new ModelArtefactException($"'{name}' of the artefact is larger than {ArtefactArchive.MaxFileBytes} bytes.");
            try
            {
                files[name] = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ModelArtefactException($"'{name}' of the artefact cannot be read: {exception.Message}", exception);
            }
        }

        return new ModelArtefact(files);
    }

    /// <summary>Reads and verifies an archive.</summary>
    /// <exception cref="ModelArtefactException">The bytes are no artefact, or a damaged, foreign or oversized one.</exception>
    public static ModelArtefact Unpack(ReadOnlyMemory<byte> archive) => new(ArtefactArchive.Unpack(archive, FileNames));

    /// <summary>The artefact as one archive; the same artefact gives the same bytes.</summary>
    public byte[] Pack() => ArtefactArchive.Pack(files);

    /// <summary>Writes the artefact's files into a folder, which is made when it is not there; files of these names are replaced.</summary>
    public async Task SaveAsync(string folder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in FileNames)
        {
            // A reader sees a whole file or none.
            var path = Path.Combine(folder, name);
            await File.WriteAllBytesAsync(path + ".new", files[name], cancellationToken);
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    /// <summary>Makes the classifier; it is immutable and may be shared by all threads.</summary>
    /// <param name="expectedSchemaId">The schema of the vectors that it will be given; null to take any.</param>
    /// <exception cref="ModelArtefactException">The model reads another schema.</exception>
    public IEmotionClassifier CreateClassifier(string? expectedSchemaId = null) => CreateScoring(expectedSchemaId);

    internal EmotionClassifier CreateScoring(string? expectedSchemaId = null)
    {
        if (expectedSchemaId is not null && expectedSchemaId != Manifest.SchemaId)
            throw new ModelArtefactException($"Model {Version} reads the feature schema '{Manifest.SchemaId}', not '{expectedSchemaId}'.");
        return new EmotionClassifier(Manifest, weights);
    }

    /// <summary>Names a new model by its content. The manifest and the card bear no version yet.</summary>
    internal static ModelArtefact Create(string prefix, ModelManifest manifest, VoteWeights weights, ModelCard card)
    {
        var none = ContentAddress.NoVersion(prefix);
        manifest = manifest with { ModelVersion = none, ContentSha256 = ContentAddress.NoHash };
        card = card with { ModelVersion = none };
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [ManifestFile] = ArtefactJson.Write(manifest, ArtefactJson.Default.ModelManifest),
            [WeightsFile] = ArtefactJson.Write(weights, ArtefactJson.Default.VoteWeights),
            [CardFile] = System.Text.Encoding.UTF8.GetBytes(ReportJson.Serialize(card)),
            [CardTextFile] = System.Text.Encoding.UTF8.GetBytes(ModelCardText.Render(card)),
        };
        var hash = ContentAddress.Compute(files, none, ContentAddress.NoHash);
        var version = ContentAddress.Version(prefix, hash);
        foreach (var name in FileNames)
            files[name] = ContentAddress.Replace(ContentAddress.Replace(files[name], none, version), ContentAddress.NoHash, hash);
        return new ModelArtefact(files);
    }
}
