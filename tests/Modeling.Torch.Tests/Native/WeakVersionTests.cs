using System.Buffers.Binary;
using System.Text;
using Cluster.VersionNeeds;

namespace Cluster.Modeling.Torch.Tests.Native;

public sealed class WeakVersionTests
{
    private const string Library = "libstdc++.so.6";
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";

    // The build has marked it; here it is also taken back to how it was shipped.
    private static readonly byte[] Marked = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libtorch", "libLibTorchSharp.so"));
    private static readonly byte[] Shipped = WithFlags(0);

    [Fact]
    public void Mark_ShippedLibrary_ChangesOneByte()
    {
        var changed = WeakVersion.Mark(Shipped, Library, Version, Symbol);
        Assert.Equal(Marked, changed);
        Assert.Single(Enumerable.Range(0, changed.Length), i => changed[i] != Shipped[i]);
    }

    [Fact]
    public void Mark_MarkedLibrary_ChangesNothing() => Assert.Equal(Marked, WeakVersion.Mark(Marked, Library, Version, Symbol));

    [Theory]
    [InlineData("libstdc++.so.6", "GLIBCXX_3.4.99")]
    [InlineData("libother.so.1", Version)]
    public void Mark_VersionThatIsNotNeeded_ChangesNothing(string soname, string version) =>
        Assert.Equal(Shipped, WeakVersion.Mark(Shipped, soname, version, Symbol));

    [Theory]
    [InlineData(Version, "_ZSt4cout", "not only _ZSt4cout")]
    [InlineData("GLIBCXX_3.4.21", Symbol, "not only")]
    public void Mark_OtherSymbolsThanExpected_Refuses(string version, string symbol, string says)
    {
        var error = Assert.Throws<SharedLibraryException>(() => WeakVersion.Mark(Shipped, Library, version, symbol));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mark_VersionWhoseOnlySymbolIsUsed_Refuses()
    {
        var read = new SharedLibrary(Shipped);
        var candidates = new[] { "GLIBCXX_3.4.30", "GLIBCXX_3.4.29", "GLIBCXX_3.4.26", "GLIBCXX_3.4.19", "GLIBCXX_3.4.22", "CXXABI_1.3.13", "CXXABI_1.3.5" };
        var version = candidates.First(name => read.SymbolsOf(read.FindNeeds(Library, name).Single().Number).Count == 1);
        var symbol = read.SymbolsOf(read.FindNeeds(Library, version).Single().Number)[0].Name;
        var error = Assert.Throws<SharedLibraryException>(() => WeakVersion.Mark(Shipped, Library, version, symbol));
        Assert.Contains("cannot run without it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mark_UnknownFlags_Refuses() => Assert.Throws<SharedLibraryException>(() => WeakVersion.Mark(WithFlags(1), Library, Version, Symbol));

    [Fact]
    public void Mark_OtherBytes_Refuses()
    {
        Assert.Throws<SharedLibraryException>(() => WeakVersion.Mark([], Library, Version, Symbol));
        Assert.Throws<SharedLibraryException>(() => WeakVersion.Mark(Encoding.ASCII.GetBytes(new string('x', 1000)), Library, Version, Symbol));
        Assert.Throws<SharedLibraryException>(() => WeakVersion.Mark(File.ReadAllBytes(typeof(WeakVersionTests).Assembly.Location), Library, Version, Symbol));
    }

    [Fact]
    public void Mark_CutOffLibrary_Refuses()
    {
        // The section headers are the last thing in the file.
        for (var length = 0; length < Shipped.Length; length += 50_021)
        {
            var cut = Shipped[..length];
            Assert.Throws<SharedLibraryException>(() => WeakVersion.Mark(cut, Library, Version, Symbol));
        }
    }

    [Fact]
    public void Mark_DamagedHeaders_RefusesOrChangesNothingElse()
    {
        var random = new Random(1);
        var headers = (int)BinaryPrimitives.ReadInt64LittleEndian(Shipped.AsSpan(40));
        for (var n = 0; n < 200; n++)
        {
            var damaged = Shipped.ToArray();
            damaged[n % 2 == 0 ? random.Next(64) : random.Next(headers, damaged.Length)] ^= (byte)(1 << random.Next(8));
            byte[] changed;
            try
            {
                changed = WeakVersion.Mark(damaged, Library, Version, Symbol);
            }
            catch (SharedLibraryException)
            {
                continue;
            }

            Assert.True(changed.Zip(damaged).Count(pair => pair.First != pair.Second) <= 1);
        }
    }

    private static byte[] WithFlags(ushort flags)
    {
        var copy = Marked.ToArray();
        var need = Assert.Single(new SharedLibrary(copy).FindNeeds(Library, Version));
        BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan(need.FlagsAt), flags);
        return copy;
    }
}
