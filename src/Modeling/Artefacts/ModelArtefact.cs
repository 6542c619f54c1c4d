using Cluster.Modeling.Deep;
using Cluster.Modeling.Drift;
using Cluster.Modeling.Reports;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Artefacts;

/// <summary>An immutable model: manifest, weights, card and reference histograms, named by their content, as a folder or as one archive.</summary>
/// <remarks>
/// All files are JSON, Markdown or bare numbers; nothing in them names a type or holds code. Every instance was verified: content hash, version, lengths, finite numbers.
/// </remarks>
public sealed class ModelArtefact
{
    private const string ManifestFile = "manifest.json";
    private const string CardFile = "card.json";
    private const string CardTextFile = "card.md";
    private const string ReferenceFile = "reference.json";
    private static readonly string[] FileNames = [CardFile, CardTextFile, ManifestFile, ReferenceFile];
    private readonly Dictionary<string, byte[]> files;
    private readonly IModelWeights weights;

    private ModelArtefact(Dictionary<string, byte[]> files, Func<string, IModelFamily> familyOf)
    {
        Require(files, FileNames);
        this.files = files;
        Manifest = ReadManifest(files[ManifestFile]);
        ArtefactVerification.Check(files, Manifest);
        var family = familyOf(Manifest.Algorithm);
        Require(files, family.FileNames);
        if (files.Keys.FirstOrDefault(name => !FileNames.Contains(name) && !family.FileNames.Contains(name)) is { } foreign)
            throw new ModelArtefactException($"The artefact holds '{foreign}', which is no part of a model of the algorithm '{Manifest.Algorithm}'.");
        weights = family.Read(Manifest, files);
        Reference = ReferenceHistograms.Read(files[ReferenceFile], Manifest.SchemaId, Manifest.Features);
    }

    /// <summary>What the model is, what it reads and how it decides.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The immutable version.</summary>
    public string Version => Manifest.ModelVersion;

    /// <summary>What its inputs and outputs looked like when it was trained, to find drift by.</summary>
    public ReferenceHistograms Reference { get; }

    /// <summary>What its training rows were like; null for a model that does not know.</summary>
    public TrainingDomain? Domain => (weights as VoteWeights)?.Domain;

    /// <summary>The model card as Markdown.</summary>
    public string CardMarkdown => System.Text.Encoding.UTF8.GetString(files[CardTextFile]);

    /// <summary>The model card as JSON.</summary>
    public string CardJson => System.Text.Encoding.UTF8.GetString(files[CardFile]);

    /// <summary>Reads and verifies a folder.</summary>
    /// <exception cref="ModelArtefactException">The folder holds no artefact, or a damaged, foreign or oversized one.</exception>
    public static Task<ModelArtefact> LoadAsync(string folder, CancellationToken cancellationToken = default) =>
        LoadAsync(folder, null, cancellationToken);

    /// <summary>Reads and verifies a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="families">The families that are read; null for those that are installed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelArtefactException">The folder holds no artefact, or a damaged, foreign or oversized one, or one of a family that is not installed.</exception>
    public static async Task<ModelArtefact> LoadAsync(string folder, ModelFamilies? families, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(folder)) throw new ModelArtefactException($"There is no folder '{folder}'.");
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await ReadAsync(folder, FileNames, files, cancellationToken);
        var family = (families ?? ModelFamilies.Installed).Of(ReadManifest(files[ManifestFile]).Algorithm);
        await ReadAsync(folder, family.FileNames, files, cancellationToken);
        return new ModelArtefact(files, _ => family);
    }

    private static ModelManifest ReadManifest(byte[] bytes)
    {
        ArtefactVerification.CheckFormat(bytes, ManifestFile);
        return ArtefactJson.Read(bytes, ArtefactJson.Default.ModelManifest, ManifestFile);
    }

    private static void Require(Dictionary<string, byte[]> files, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => !files.ContainsKey(name)) is { } missing)
            throw new ModelArtefactException($"'{missing}' is missing: this is no model artefact.");
    }

    private static async Task ReadAsync(string folder, IEnumerable<string> names, Dictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        foreach (var name in names)
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
    }

    /// <summary>Reads and verifies an archive.</summary>
    /// <param name="archive">The bytes.</param>
    /// <param name="families">The families that are read; null for those that are installed.</param>
    /// <exception cref="ModelArtefactException">The bytes are no artefact, or a damaged, foreign or oversized one, or one of a family that is not installed.</exception>
    public static ModelArtefact Unpack(ReadOnlyMemory<byte> archive, ModelFamilies? families = null) =>
        new(ArtefactArchive.Unpack(archive, [.. FileNames, .. ModelFamilies.KnownFileNames]), (families ?? ModelFamilies.Installed).Of);

    /// <summary>The artefact as one archive; the same artefact gives the same bytes.</summary>
    public byte[] Pack() => ArtefactArchive.Pack(files);

    /// <summary>Writes the artefact's files into a folder, which is made when it is not there; files of these names are replaced.</summary>
    public async Task SaveAsync(string folder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in files.Keys)
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
        try
        {
            return new EmotionClassifier(Manifest, weights);
        }
        catch (DeepPartException failure)
        {
            throw new ModelArtefactException($"Model {Version} cannot run here. {failure.Message}", failure);
        }
    }

    /// <summary>Names a new model by its content. The manifest and the card bear no version yet.</summary>
    internal static ModelArtefact Create(string prefix, ModelManifest manifest, IModelWeights weights, ModelCard card, ReferenceHistograms reference)
    {
        var none = ContentAddress.NoVersion(prefix);
        manifest = manifest with { ModelVersion = none, ContentSha256 = ContentAddress.NoHash };
        card = card with { ModelVersion = none };
        var files = new Dictionary<string, byte[]>(weights.ToFiles(), StringComparer.Ordinal)
        {
            [ManifestFile] = ArtefactJson.Write(manifest, ArtefactJson.Default.ModelManifest),
            [CardFile] = System.Text.Encoding.UTF8.GetBytes(ReportJson.Serialize(card)),
            [ReferenceFile] = reference.ToJson(),
            [CardTextFile] = System.Text.Encoding.UTF8.GetBytes(ModelCardText.Render(card)),
        };
        var hash = ContentAddress.Compute(files, none, ContentAddress.NoHash);
        var version = ContentAddress.Version(prefix, hash);
        foreach (var name in files.Keys.ToList())
            files[name] = ContentAddress.Replace(ContentAddress.Replace(files[name], none, version), ContentAddress.NoHash, hash);
        return new ModelArtefact(files, _ => weights.Family);
    }
}
