using System.Text;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Tests.Trees;

public sealed class TreeVerificationTests
{
    private const string Whole = """{"trees":[[{"feature":[0,1],"threshold":[1,-2],"left":[-1,-2],"right":[1,-3],"leaves":[1,2,3]}],[{"feature":[],"threshold":[],"left":[],"right":[],"leaves":[0.5]}]]}""";

    [Fact]
    public void Read_WrittenEnsemble_HasTheSameBytes()
    {
        var ensemble = TreeRows.Fit(Tables.Clouds(distance: 1), TreeRows.Quick, 1, 30).At(0);
        var read = Load(Encoding.UTF8.GetString(TreeRows.Bytes(ensemble)), 6, 4);
        Assert.Equal(TreeRows.Bytes(ensemble), TreeRows.Bytes(read));
        Assert.Equal(TreeRows.Scores(ensemble, [1, 2, 3, 4, 5, 6]), TreeRows.Scores(read, [1, 2, 3, 4, 5, 6]));
    }

    [Fact]
    public void Check_WholeEnsemble_Passes() => Assert.Equal([3, 0.5], TreeRows.Scores(Load(Whole, 2, 2), [2, 0]));

    [Theory]
    [InlineData("[0,1]", "[0,2]", "class 0, tree 0): split 1 looks at feature 2 of 2")]
    [InlineData("[0,1]", "[-1,1]", "split 0 looks at feature -1 of 2")]
    [InlineData("[0,1]", "[0]", "1 features, 2 thresholds")]
    [InlineData("[1,-2]", "[1]", "2 features, 1 thresholds")]
    [InlineData("[-1,-2]", "[-1]", "1 left and 2 right")]
    [InlineData("[1,-3]", "[1]", "2 left and 1 right")]
    [InlineData("[1,-3]", "[2,-3]", "split 0 leads to 2, which there is not")]
    [InlineData("[1,-3]", "[2147483647,-3]", "split 0 leads to 2147483647")]
    [InlineData("[1,-3]", "[-2147483648,-3]", "split 0 leads to -2147483648")]
    [InlineData("[1,-3]", "[1,-4]", "split 1 leads to -4, which there is not")]
    [InlineData("[1,-3]", "[0,-3]", "split 0 leads back to split 0")]
    [InlineData("[1,-3]", "[1,0]", "split 1 leads back to split 0")]
    [InlineData("[1,-3]", "[1,1]", "split 1 leads back to split 1")]
    [InlineData("[1,-3]", "[1,-1]", "two splits lead to leaf 0")]
    [InlineData("[-1,-2]", "[1,-2]", "two splits lead to split 1")]
    [InlineData("[1,2,3]", "[1,2]", "2 splits with 2 leaves instead of 3")]
    [InlineData("[0.5]", "[]", "class 1, tree 0): 0 splits with 0 leaves")]
    [InlineData("[1,2,3]", "[1,1e999,3]", "leaf 1 is not a finite number")]
    [InlineData("[1,-2]", "[1,1e39]", "split 1 has a threshold")]
    public void Check_DamagedTree_SaysWhereAndWhat(string part, string damage, string expected) =>
        Assert.Contains(expected, Error(Whole.Replace(part, damage, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"trees":[]}""", "trees of 0 classes instead of 2")]
    [InlineData("""{"trees":[[],[]]}""", "no trees of class 0")]
    [InlineData("""{"trees":[null,null]}""", "without a list of trees")]
    [InlineData("""{"trees":[[null],[]]}""", "nothing where class 0, tree 0")]
    [InlineData("""{"trees":null}""", "cannot be read")]
    [InlineData("""{}""", "cannot be read")]
    [InlineData("""{"trees":[[{"feature":[]}],[]]}""", "cannot be read")]
    [InlineData("""{"$type":"System.Object","trees":[]}""", "cannot be read")]
    [InlineData("null", "is empty")]
    public void Check_OtherJson_SaysWhat(string json, string expected) => Assert.Contains(expected, Error(json), StringComparison.Ordinal);

    [Fact]
    public void Check_TooManyTreesOrSplits_Refuses()
    {
        var leaf = new RegressionTreeWeights { Feature = [], Threshold = [], Left = [], Right = [], Leaves = [1] };
        var many = new TreeWeights { Trees = [[.. Enumerable.Repeat(leaf, TreeVerification.MaxTrees + 1)]] };
        Assert.Contains("more than 20000 trees", Assert.Throws<ModelArtefactException>(() => new TreeEnsemble(many, 1, 1)).Message, StringComparison.Ordinal);

        var stump = new RegressionTreeWeights { Feature = new int[TreeVerification.MaxSplits + 1], Threshold = [], Left = [], Right = [], Leaves = [] };
        var large = new TreeWeights { Trees = [[stump]] };
        Assert.Contains("more than 200000 splits", Assert.Throws<ModelArtefactException>(() => new TreeEnsemble(large, 1, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AnyByteChanged_ThrowsOrScores()
    {
        var bytes = TreeRows.Bytes(TreeRows.Fit(Tables.Clouds(distance: 1, perClass: 12), TreeRows.Quick, 1, 5).At(0));
        var random = new Random(1);
        int refused = 0, loaded = 0;
        for (var n = 0; n < 3000; n++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)"0123456789-.,[]e"[random.Next(16)];
            try
            {
                var scores = TreeRows.Scores(Load(Encoding.UTF8.GetString(damaged), 6, 4), [1, -1, 0, 2, -2, 0.5f]);
                Assert.All(scores, score => Assert.True(double.IsFinite(score)));
                loaded++;
            }
            catch (ModelArtefactException)
            {
                refused++;
            }
        }

        Assert.True(refused > 500 && loaded > 100);
    }

    private static string Error(string json) => Assert.Throws<ModelArtefactException>(() => Load(json, 2, 2)).Message;

    private static TreeEnsemble Load(string json, int features, int classes) =>
        new(ArtefactJson.Read(Encoding.UTF8.GetBytes(json), ArtefactJson.Default.TreeWeights, "trees.json"), features, classes);
}
