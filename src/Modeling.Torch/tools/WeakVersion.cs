using System.Buffers.Binary;

namespace Cluster.VersionNeeds;

/// <summary>Marks a version need that nothing uses as weak, so that the dynamic loader no longer refuses the library where the version is missing.</summary>
/// <remarks>
/// A newer compiler leaves <c>_ZSt21ios_base_library_initv</c> among the undefined symbols of whatever includes <c>iostream</c>, so that the library asks for
/// <c>GLIBCXX_3.4.32</c> (GCC 13). No relocation uses the symbol: it only makes sure that a newer libstdc++ is linked.
/// Where the version is there, a weak need is met like any other: the changed library serves old and new systems.
/// </remarks>
internal static class WeakVersion
{
    /// <summary>Makes the changed copy.</summary>
    /// <param name="library">The file; it is not changed.</param>
    /// <param name="soname">The library that the version is of.</param>
    /// <param name="version">The version.</param>
    /// <param name="symbol">The one symbol that may bear the version.</param>
    /// <returns>The file with the need marked as weak; the same bytes when it is marked already or the library does not have it.</returns>
    /// <exception cref="SharedLibraryException">The file is no shared library, or other symbols bear the version, or a relocation uses the symbol.</exception>
    public static byte[] Mark(byte[] library, string soname, string version, string symbol)
    {
        var copy = library.ToArray();
        SharedLibrary read;
        IReadOnlyList<VersionNeed> needs;
        try
        {
            read = new SharedLibrary(copy);
            needs = read.FindNeeds(soname, version);
        }
        catch (OverflowException)
        {
            throw new SharedLibraryException("its offsets make no sense");
        }

        if (needs.Count == 0) return copy;
        if (needs.Count > 1) throw new SharedLibraryException($"it needs {version} {needs.Count} times");
        if (needs[0].Flags == VersionFlags.Weak) return copy;
        if (needs[0].Flags != VersionFlags.None) throw new SharedLibraryException($"its need of {version} has flags that are not known");
        var symbols = read.SymbolsOf(needs[0].Number);
        if (symbols.Count != 1 || symbols[0].Name != symbol)
            throw new SharedLibraryException($"not only {symbol} is of {version}, but: {string.Join(", ", symbols.Select(found => found.Name))}");
        if (read.IsUsed(symbols[0])) throw new SharedLibraryException($"it uses {symbol} of {version} and cannot run without it");
        BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan(needs[0].FlagsAt), (ushort)VersionFlags.Weak);
        return copy;
    }
}
