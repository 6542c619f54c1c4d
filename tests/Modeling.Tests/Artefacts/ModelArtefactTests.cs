using System.IO.Compression;
using System.Text;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Trees;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Artefacts;

public sealed class ModelArtefactTests
{
    private static readonly Lazy<TrainedModel> Trained = new(() => Trainings.Train(Tables.Clouds(distance: 3), Tables.Quick));

    private static readonly Lazy<TrainedModel> OfAll = new(() => Trainings.Train(Tables.Mixed(), Tables.QuickOfAll));

    private static ModelArtefact Artefact => Trained.Value.Artefact;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Version_Artefact_IsPrefixAndTwelveDigitsOfTheHash()
    {
        Assert.Matches("^lr-[0-9a-f]{12}$", Artefact.Version);
        Assert.Equal($"lr-{Artefact.Manifest.ContentSha256[..12]}", Artefact.Version);
        Assert.Contains(Artefact.Version, Artefact.CardMarkdown, StringComparison.Ordinal);
        Assert.Contains(Artefact.Version, Artefact.CardJson, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_PackedArtefact_PredictsTheSame()
    {
        var loaded = ModelArtefact.Unpack(Artefact.Pack());
        Assert.Equal(Artefact.Version, loaded.Version);
        Assert.Equal(Artefact.Pack(), loaded.Pack());
        float[] features = [1, 2, 3, float.NaN, 5, 6];
        Assert.Equal(Artefact.CreateClassifier().Predict(features), loaded.CreateClassifier().Predict(features));
    }

    [Fact]
    public async Task LoadAsync_SavedFolder_IsTheSameArtefact()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "new", "model");
        await Artefact.SaveAsync(path, Cancelled);
        Assert.Equal(["card.json", "card.md", "manifest.json", "reference.json", "weights.json"], Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Artefact.Pack(), (await ModelArtefact.LoadAsync(path, Cancelled)).Pack());
    }

    [Theory]
    [InlineData("weights.json")]
    [InlineData("manifest.json")]
    [InlineData("card.json")]
    [InlineData("card.md")]
    public async Task LoadAsync_AnyFileChangedByOneDigit_Throws(string name)
    {
        using var folder = new TemporaryFolder();
        await Artefact.SaveAsync(folder.Path, Cancelled);
        var path = Path.Combine(folder.Path, name);
        var bytes = await File.ReadAllBytesAsync(path, Cancelled);
        var digit = Array.FindLastIndex(bytes, b => b is >= (byte)'1' and <= (byte)'8');
        bytes[digit]++;
        await File.WriteAllBytesAsync(path, bytes, Cancelled);
        await Assert.ThrowsAsync<ModelArtefactException>(() => ModelArtefact.LoadAsync(folder.Path, Cancelled));
    }

    [Theory]
    [InlineData("weights.json")]
    [InlineData("manifest.json")]
    [InlineData("card.md")]
    public async Task LoadAsync_FileMissing_NamesIt(string name)
    {
        using var folder = new TemporaryFolder();
        await Artefact.SaveAsync(folder.Path, Cancelled);
        File.Delete(Path.Combine(folder.Path, name));
        var error = await Assert.ThrowsAsync<ModelArtefactException>(() => ModelArtefact.LoadAsync(folder.Path, Cancelled));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_NoFolder_Throws() =>
        await Assert.ThrowsAsync<ModelArtefactException>(() => ModelArtefact.LoadAsync("/there/is/no/such/folder", Cancelled));

    [Theory]
    [InlineData("")]
    [InlineData("this is no archive")]
    [InlineData("PK\u0003\u0004 neither is this")]
    public void Unpack_OtherBytes_Throws(string text) =>
        Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Unpack_AnyByteOfTheArchiveChanged_ThrowsOrIsTheSameModel()
    {
        var archive = Artefact.Pack();
        var random = new Random(1);
        for (var n = 0; n < 300; n++)
        {
            var damaged = archive.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                // A bit that the zip reader ignores (a time, an attribute) changes no content.
                Assert.Equal(archive, ModelArtefact.Unpack(damaged).Pack());
            }
            catch (ModelArtefactException)
            {
                continue;
            }
        }
    }

    [Fact]
    public void Unpack_Truncated_Throws()
    {
        var archive = Artefact.Pack();
        for (var length = 0; length < archive.Length; length += 997)
            Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(archive.AsMemory(0, length)));
    }

    [Fact]
    public void Unpack_ZipBomb_EndsAtTheBound()
    {
        var bomb = Zip(("weights.json", new byte[ArtefactArchive.MaxFileBytes + 1]));
        Assert.True(bomb.Length < 1 << 20);
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(bomb));
        Assert.Contains("larger", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_ForeignEntry_NamesIt()
    {
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Zip(("../evil.sh", [1]))));
        Assert.Contains("evil", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"formatVersion\": 2", "\"formatVersion\": 1", "train the model again")]
    [InlineData("\"formatVersion\": 2", "\"formatVersion\": \"2\"", "manifest.json")]
    [InlineData("\"formatVersion\": 2,", "", "manifest.json")]
    [InlineData("\"schemaId\": \"test-v1\"", "\"$type\": \"System.IO.FileInfo\"", "manifest.json")]
    [InlineData("\"happy\"", "\"gloomy\"", "manifest.json")]
    [InlineData("\"temperature\": ", "\"temperature\": -", "hash")]
    public void Unpack_ManifestRewritten_Throws(string text, string replacement, string says)
    {
        var files = Unzip(Artefact.Pack());
        var manifest = Encoding.UTF8.GetString(files["manifest.json"]);
        Assert.Contains(text, manifest, StringComparison.Ordinal);
        files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.Replace(text, replacement, StringComparison.Ordinal));
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Zip([.. files.Select(file => (file.Key, file.Value))])));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"temperature\": ", "\"temperature\": -", "temperature")]
    [InlineData("\"f3\"", "\"f2\"", "twice")]
    public void Unpack_ManifestRewrittenUnderItsOwnHash_Throws(string text, string replacement, string says)
    {
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Forge("manifest.json", text, replacement)));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_WeightsOfAnotherLengthUnderTheirOwnHash_Throws()
    {
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Forge("weights.json", "\"bias\": [", "\"bias\": [ 1,")));
        Assert.Contains("biases", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_InfiniteWeightUnderItsOwnHash_Throws() =>
        Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Forge("weights.json", "\"mean\": [", "\"mean\": [ 1e999,")));

    [Fact]
    public void Unpack_VoteOfAllKinds_PredictsTheSame()
    {
        var artefact = OfAll.Value.Artefact;
        Assert.StartsWith("vote-", artefact.Version, StringComparison.Ordinal);
        Assert.Equal("soft-vote", artefact.Manifest.Algorithm);
        var loaded = ModelArtefact.Unpack(artefact.Pack());
        Assert.Equal(artefact.Pack(), loaded.Pack());
        foreach (var row in Tables.Mixed(rows: 20, seed: 3).Rows)
            Assert.Equal(artefact.CreateClassifier().Predict(row.Features), loaded.CreateClassifier().Predict(row.Features));
    }

    [Fact]
    public void Reference_OfATrainedModel_CountsEveryRowAndHeldOutPrediction()
    {
        var table = Tables.Clouds(distance: 3);
        var reference = ModelArtefact.Unpack(Trained.Value.Artefact.Pack()).Reference;
        Assert.Equal(table.FeatureNames, reference.Features.Select(feature => feature.Name));
        Assert.All(reference.Features, feature => Assert.Equal(table.Rows.Count, feature.Total));
        Assert.Equal(reference.Predictions, reference.PredictedClasses.Values.Sum());
        Assert.Equal(table.Rows.Count * Tables.Quick.Repeats, reference.Predictions);
    }

    [Fact]
    public void Unpack_ReferenceForgedUnderItsOwnHash_SaysWhatIsWrong()
    {
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Forge("reference.json", "\"underflow\":0", "\"underflow\":7")));
        Assert.Contains("reference histograms are damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_BoostedTrees_PredictTheSame()
    {
        Assert.SkipUnless(LightGbmLibrary.IsAvailable, "LightGBM's library cannot be loaded here.");
        var artefact = Trainings.Train(Tables.Mixed(), Tables.Quick with { Candidates = ["trees"] }).Artefact;
        Assert.StartsWith("gbt-", artefact.Version, StringComparison.Ordinal);
        var loaded = ModelArtefact.Unpack(artefact.Pack());
        foreach (var row in Tables.Mixed(rows: 20, seed: 3).Rows)
            Assert.Equal(artefact.CreateClassifier().Predict(row.Features), loaded.CreateClassifier().Predict(row.Features));
        var forged = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Forge(artefact, "weights.json", "\"left\": [", "\"left\": [ 99999,")));
        Assert.Contains("damaged tree (class 0, tree 0)", forged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Card_VoteOfAllKinds_ListsEveryCandidate()
    {
        var artefact = OfAll.Value.Artefact;
        foreach (var candidate in OfAll.Value.Report.Candidates)
        {
            Assert.Contains(candidate.Final ? $"| **{candidate.Name}** | {candidate.Settings} |" : $"| {candidate.Name} | {candidate.Settings} |", artefact.CardMarkdown, StringComparison.Ordinal);
            Assert.Contains($"\"name\": \"{candidate.Name}\"", artefact.CardJson, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"kind\": \"linear\"", "\"kind\": \"System.IO.FileInfo\"", "weights.json")]
    [InlineData("\"kind\": \"linear\"", "\"kind\": \"kernel\"", "weights.json")]
    [InlineData("\"kind\": \"linear\",", "", "weights.json")]
    [InlineData("\"centres\": \"", "\"centres\": \"AAAA", "kernel centres of another size")]
    [InlineData("\"centres\": \"", "\"centres\": \"*", "weights.json")]
    [InlineData("\"gamma\": 0", "\"gamma\": -0", "kernel width")]
    [InlineData("\"weight\": 0.", "\"weight\": 0.9", "sum to 1")]
    [InlineData("\"weight\": 0.", "\"weight\": -0.", "(0, 1]")]
    [InlineData("\"preparation\": 1", "\"preparation\": 7", "no preparation 7")]
    [InlineData("\"preparation\": 1", "\"preparation\": -1", "no preparation -1")]
    [InlineData("\"lambda\": [", "\"lambda\": [ 77,", "power parameters of another length")]
    [InlineData("\"chroma\": null", "\"chroma\": 13", "chroma")]
    [InlineData("\"chroma\": null", "\"chroma\": -1", "chroma")]
    [InlineData("\"chroma\": null", "\"chroma\": 2", "power parameters of another length")]
    [InlineData("\"components\": null", "\"components\": []", "0 components")]
    [InlineData("\"components\": null", "\"components\": [ [ 1 ] ]", "components of another length")]
    [InlineData("\"components\": null", "\"components\": [ null ]", "components of another length")]
    [InlineData("\"bias\": [", "\"bias\": [ 1,", "biases")]
    [InlineData("\"coefficients\": [", "\"coefficients\": [ [ 1 ],", "coefficient rows")]
    [InlineData("\"scale\": [", "\"scale\": [ -1,", "another length")]
    public void Unpack_VoteForgedUnderItsOwnHash_SaysWhatIsWrong(string text, string replacement, string says)
    {
        var forged = Forge(OfAll.Value.Artefact, "weights.json", text, replacement);
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(forged));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_OtherAlgorithm_SaysThatItCannotRun()
    {
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Forge("manifest.json", "multinomial-logistic-regression", "deep-thought")));
        Assert.Contains("deep-thought", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_NewerFormat_SaysWhatReadsIt()
    {
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Forge("manifest.json", "\"formatVersion\": 2", "\"formatVersion\": 3, \"more\": 1")));
        Assert.Contains("format 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("newer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateClassifier_OtherSchema_Throws()
    {
        var error = Assert.Throws<ModelArtefactException>(() => Artefact.CreateClassifier("librosa-v1"));
        Assert.Contains("test-v1", error.Message, StringComparison.Ordinal);
        Assert.Equal("test-v1", Artefact.CreateClassifier("test-v1").Manifest.SchemaId);
    }

    // What somebody who knows the format could write: changed content under a hash that fits.
    private static byte[] Forge(string name, string text, string replacement) => Forge(Artefact, name, text, replacement);

    private static byte[] Forge(ModelArtefact artefact, string name, string text, string replacement)
    {
        var files = Unzip(artefact.Pack());
        var content = Encoding.UTF8.GetString(files[name]);
        Assert.Contains(text, content, StringComparison.Ordinal);
        files[name] = Encoding.UTF8.GetBytes(content.Replace(text, replacement, StringComparison.Ordinal));
        var (version, hash) = (artefact.Version, artefact.Manifest.ContentSha256);
        var forged = ContentAddress.Compute(files, version, hash);
        foreach (var file in files.Keys.ToList())
            files[file] = ContentAddress.Replace(ContentAddress.Replace(files[file], hash, forged), version, ContentAddress.Version(version[..^13], forged));
        return Zip([.. files.Select(file => (file.Key, file.Value))]);
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static Dictionary<string, byte[]> Unzip(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return copy.ToArray();
        });
    }
}
