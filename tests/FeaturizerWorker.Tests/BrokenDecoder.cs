using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Cluster.FeaturizerWorker.Tests;

/// <summary>
/// A native library in libsndfile's place whose every function runs a few machine instructions that misbehave, so that the child that is shipped meets
/// a decoder that really crashes, hangs or takes all memory. It is written byte by byte: a test machine need not have a compiler.
/// </summary>
/// <remarks>Linux on x86-64 only. Source of the layout: "System V Application Binary Interface", chapters 4 and 5.</remarks>
internal static class BrokenDecoder
{
    /// <summary><c>xor eax, eax; mov [rax], eax</c>: writes to address 0.</summary>
    public static readonly byte[] Crash = [0x31, 0xC0, 0x89, 0x00];

    /// <summary><c>jmp self</c>.</summary>
    public static readonly byte[] Hang = [0xEB, 0xFE];

    /// <summary>Maps 16 MiB at a time with the system call <c>mmap</c> and writes to each page, until it gets no more; then returns 0.</summary>
    public static readonly byte[] Hog =
    [
        0xB8, 9, 0, 0, 0, // mov eax, 9: mmap
        0x31, 0xFF, // xor edi, edi: anywhere
        0xBE, 0, 0, 0, 1, // mov esi, 16 MiB
        0xBA, 3, 0, 0, 0, // mov edx, 3: readable, writable
        0x41, 0xBA, 0x22, 0, 0, 0, // mov r10d, 0x22: private, anonymous
        0x49, 0x83, 0xC8, 0xFF, // or r8, -1: no file
        0x45, 0x31, 0xC9, // xor r9d, r9d
        0x0F, 0x05, // syscall
        0x48, 0x85, 0xC0, // test rax, rax
        0x78, 20, // js to the end
        0xB9, 0, 0x10, 0, 0, // mov ecx, 4096 pages
        0xC6, 0, 1, // mov byte [rax], 1
        0x48, 0x05, 0, 0x10, 0, 0, // add rax, 4096
        0xFF, 0xC9, // dec ecx
        0x75, 0xF3, // jnz to the write
        0xEB, 0xC7, // jmp to the start
        0x31, 0xC0, 0xC3, // xor eax, eax; ret
    ];

    private const int PageBytes = 4096;
    private const int HeaderBytes = 64;
    private const int ProgramHeaderBytes = 56;
    private const int SymbolBytes = 24;
    private static readonly string[] Functions = ["sf_open_fd", "sf_close", "sf_error", "sf_seek", "sf_readf_float"];

    /// <summary>The worker that lies beside the tests, with the library in place of the real one.</summary>
    /// <param name="folder">Where the library is written.</param>
    /// <param name="code">What its functions do.</param>
    public static FeaturizerCommand Install(string folder, byte[] code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "The broken decoder is Linux x86-64 code.");
        File.WriteAllBytes(Path.Combine(folder, "libsndfile.so.1"), Library(code));
        var worker = FeaturizerCommand.BesideTheProgram();
        return new FeaturizerCommand("/usr/bin/env", ["LD_LIBRARY_PATH=" + folder, worker.FileName, .. worker.Arguments]);
    }

    private static byte[] Library(byte[] code)
    {
        var file = new byte[PageBytes];
        var symbols = HeaderBytes + (3 * ProgramHeaderBytes);
        var hash = symbols + (SymbolBytes * (Functions.Length + 1));
        var dynamic = hash + (4 * (4 + Functions.Length)) + 8 & ~7;
        var strings = dynamic + (6 * 16);
        var text = PageBytes / 2;
        code.CopyTo(file, text);

        // Names, symbols, and a hash table of one bucket that chains them all.
        var name = strings + 1;
        Put(file, hash, 1, Functions.Length + 1, 1, 0);
        for (var i = 0; i < Functions.Length; i++)
        {
            var symbol = symbols + (SymbolBytes * (i + 1));
            Put(file, symbol, name - strings);
            file[symbol + 4] = 0x12; // a global function
            file[symbol + 6] = 1; // in some section
            PutLong(file, symbol + 8, text, code.Length);
            Put(file, hash + (4 * (4 + i)), i + 1 < Functions.Length ? i + 2 : 0);
            name += Encoding.ASCII.GetBytes(Functions[i], file.AsSpan(name)) + 1;
        }

        PutLong(file, dynamic, 4, hash, 5, strings, 6, symbols, 10, name - strings, 11, SymbolBytes, 0, 0);
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(file, 0);
        Put(file, 16, 3 | 62 << 16, 1); // a shared object for x86-64
        PutLong(file, 24, 0, HeaderBytes);
        Put(file, 48, 0, HeaderBytes | ProgramHeaderBytes << 16, 3);
        ProgramHeader(file, 0, type: 1, flags: 7, at: 0, PageBytes); // all of it is loaded, writable for the loader and executable
        ProgramHeader(file, 1, type: 2, flags: 6, dynamic, 6 * 16);
        ProgramHeader(file, 2, type: 0x6474_E551, flags: 6, at: 0, length: 0); // no executable stack
        return file;
    }

    private static void ProgramHeader(byte[] file, int index, int type, int flags, int at, int length)
    {
        var start = HeaderBytes + (index * ProgramHeaderBytes);
        Put(file, start, type, flags);
        PutLong(file, start + 8, at, at, at, length, length, index == 0 ? PageBytes : 8);
    }

    private static void Put(byte[] file, int at, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
            at += 4;
        }
    }

    private static void PutLong(byte[] file, int at, params ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
            at += 8;
        }
    }
}
