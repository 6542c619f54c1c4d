using System.Buffers.Binary;
using System.Text;

namespace Cluster.VersionNeeds;

/// <summary>The sections of a 64-bit little-endian ELF shared library that say which symbol versions it needs. Every offset is checked against the file's length.</summary>
/// <remarks>
/// Sources: "System V Application Binary Interface", chapter 4 (file header, sections, symbols, relocations); "Linux Standard Base Core Specification 5.0",
/// chapter 10.7 (<c>.gnu.version</c>, <c>.gnu.version_r</c>).
/// </remarks>
internal sealed class SharedLibrary
{
    private const int DynamicSymbols = 11, RelocationsWithAddend = 4, Relocations = 9;
    private const int VersionNeeds = 0x6ffffffe, SymbolVersions = 0x6fffffff;
    private const int FileHeaderLength = 64, SectionHeaderLength = 64, SymbolLength = 24;
    private static readonly byte[] Magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];

    private readonly byte[] bytes;
    private readonly List<Section> sections = [];

    /// <summary>Reads the section headers.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="SharedLibraryException">The bytes are no such library.</exception>
    public SharedLibrary(byte[] bytes)
    {
        this.bytes = bytes;
        if (bytes.Length < FileHeaderLength || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic) || U16(16) != 3)
            throw new SharedLibraryException("it is no 64-bit little-endian ELF shared library");
        var (start, length, count) = (Offset(U64(40)), U16(58), U16(60));
        if (length != SectionHeaderLength || count == 0) throw new SharedLibraryException("it has no section headers of the usual form");
        for (var i = 0; i < count; i++)
        {
            var at = checked(start + (i * SectionHeaderLength));
            sections.Add(new Section(I32(at + 4), Offset(U64(at + 24)), Offset(U64(at + 32)), I32(at + 40), Offset(U64(at + 56))));
        }
    }

    /// <summary>The needs of one version of one library.</summary>
    /// <param name="soname">The needed library, for example <c>libstdc++.so.6</c>.</param>
    /// <param name="version">The version, for example <c>GLIBCXX_3.4.32</c>.</param>
    public IReadOnlyList<VersionNeed> FindNeeds(string soname, string version)
    {
        var needs = new List<VersionNeed>();
        var section = Single(VersionNeeds, ".gnu.version_r");
        for (var file = section.Start; ;)
        {
            var (count, next) = (U16(file + 2), I32(file + 12));
            var entry = checked(file + I32(file + 8));
            for (var i = 0; i < count; i++)
            {
                Inside(section, entry);
                if (Text(section, I32(file + 4)) == soname && Text(section, I32(entry + 8)) == version)
                    needs.Add(new VersionNeed(entry + 4, (VersionFlags)U16(entry + 4), U16(entry + 6)));
                entry = checked(entry + I32(entry + 12));
            }

            // Entries follow one another: what goes back would go round for ever.
            if (next <= 0) return needs;
            file = checked(file + next);
            Inside(section, file);
        }
    }

    /// <summary>The names of the dynamic symbols that bear a version's number.</summary>
    /// <param name="number">The number (<see cref="VersionNeed.Number"/>).</param>
    public IReadOnlyList<DynamicSymbol> SymbolsOf(int number)
    {
        var symbols = Single(DynamicSymbols, ".dynsym");
        var versions = Single(SymbolVersions, ".gnu.version");
        if (versions.Length / 2 != symbols.Length / SymbolLength) throw new SharedLibraryException("it has another number of symbol versions than of symbols");
        var found = new List<DynamicSymbol>();
        for (var i = 0; i < symbols.Length / SymbolLength; i++)
        {
            // The topmost bit only hides a symbol from others.
            if ((U16(versions.Start + (2 * i)) & 0x7fff) == number) found.Add(new DynamicSymbol(i, Text(symbols, I32(symbols.Start + (i * SymbolLength)))));
        }

        return found;
    }

    /// <summary>True when a relocation asks for the symbol: then the library cannot do without it.</summary>
    /// <param name="symbol">A symbol of this library.</param>
    public bool IsUsed(DynamicSymbol symbol) => sections.Where(section => section.Type is RelocationsWithAddend or Relocations).Any(section =>
    {
        if (section.EntryLength is not (16 or 24)) throw new SharedLibraryException("it has relocations of an unknown form");
        for (var at = section.Start; at + section.EntryLength <= section.Start + section.Length; at += section.EntryLength)
        {
            if (U64(at + 8) >> 32 == (ulong)symbol.Index) return true;
        }

        return false;
    });

    private static void Inside(Section section, int at)
    {
        if (at < section.Start || at + 16 > section.Start + section.Length) throw new SharedLibraryException("its version needs point outside their section");
    }

    private Section Single(int type, string name)
    {
        var found = sections.Where(section => section.Type == type).ToList();
        return found.Count == 1 ? found[0] : throw new SharedLibraryException($"it has {found.Count} sections {name}");
    }

    private string Text(Section section, int offset)
    {
        if (section.Link <= 0 || section.Link >= sections.Count) throw new SharedLibraryException("it lacks a table of names");
        var names = sections[section.Link];
        if (offset < 0 || offset >= names.Length) throw new SharedLibraryException("a name lies outside its table");
        var text = Range(names.Start, names.Length)[offset..];
        var end = text.IndexOf((byte)0);
        return end < 0 ? throw new SharedLibraryException("a name has no end") : Encoding.ASCII.GetString(text[..end]);
    }

    private ReadOnlySpan<byte> Range(int start, int length) =>
        start >= 0 && length >= 0 && start <= bytes.Length - length ? bytes.AsSpan(start, length) : throw new SharedLibraryException("it is cut off");

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Range(at, 2));

    private int I32(int at) => BinaryPrimitives.ReadInt32LittleEndian(Range(at, 4));

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(Range(at, 8));

    private int Offset(ulong value) => value <= int.MaxValue ? (int)value : throw new SharedLibraryException("it is cut off");

    private sealed record Section(int Type, int Start, int Length, int Link, int EntryLength);
}

/// <summary>A need of a symbol version.</summary>
/// <param name="FlagsAt">Where its flags lie in the file.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Number">What its symbols bear in the table of symbol versions.</param>
internal sealed record VersionNeed(int FlagsAt, VersionFlags Flags, int Number);

/// <summary>The flags of a version need.</summary>
[Flags]
internal enum VersionFlags : ushort
{
    /// <summary>The version has to be there.</summary>
    None = 0,

    /// <summary>The dynamic loader goes on without the version.</summary>
    Weak = 2,
}

/// <summary>A symbol that is resolved when the library is loaded.</summary>
/// <param name="Index">Its index in the table.</param>
/// <param name="Name">Its name, as the compiler mangled it.</param>
internal sealed record DynamicSymbol(int Index, string Name);
