using System.IO.Compression;
using System.Text;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Tests.Support;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Artefacts;

public sealed class ModelArtefactTests
{
    private static readonly Lazy<TrainedModel> Trained = new(() => Trainings.Train(Tables.Clouds(distance: 3), Tables.Quick));

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
        Assert.Equal(["card.json", "card.md", "manifest.json", "weights.json"], Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
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
    public void CreateClassifier_OtherSchema_Throws()
    {
        var error = Assert.Throws<ModelArtefactException>(() => Artefact.CreateClassifier("librosa-v1"));
        Assert.Contains("test-v1", error.Message, StringComparison.Ordinal);
        Assert.Equal("test-v1", Artefact.CreateClassifier("test-v1").Manifest.SchemaId);
    }

    // What somebody who knows the format could write: changed content under a hash that fits.
    private static byte[] Forge(string name, string text, string replacement)
    {
        var files = Unzip(Artefact.Pack());
        files[name] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files[name]).Replace(text, replacement, StringComparison.Ordinal));
        var (version, hash) = (Artefact.Version, Artefact.Manifest.ContentSha256);
        var forged = ContentAddress.Compute(files, version, hash);
        foreach (var file in files.Keys.ToList())
            files[file] = ContentAddress.Replace(ContentAddress.Replace(files[file], hash, forged), version, ContentAddress.Version("lr", forged));
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
