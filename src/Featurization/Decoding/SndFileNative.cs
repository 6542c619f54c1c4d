using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Featurization.Decoding;

/// <summary>The few functions of libsndfile 1.x that are used here.</summary>
internal static partial class SndFileNative
{
    public const int ModeRead = 0x10;
    public const int ModeWrite = 0x20;
    public const int CommandSetClipping = 0x10C0;

    private const int DuplicateClosedOnExec = 1030; // F_DUPFD_CLOEXEC on Linux
    private const string Library = "sndfile";
    private static readonly string[] FileNames = ["libsndfile.so.1", "libsndfile.1.dylib", "libsndfile.so", "libsndfile.dylib"];

    // Loaded once; the assembly's imports of "sndfile" are answered with this handle.
    private static readonly nint Handle = Load();

    /// <summary>Whether the library is installed.</summary>
    public static bool IsAvailable => Handle != 0;

    /// <summary>Fails with advice when the library is not installed.</summary>
    /// <exception cref="AudioFormatException">It is not installed.</exception>
    public static void Require()
    {
        if (!IsAvailable)
        {
            throw new AudioFormatException(
                AudioFault.MissingLibrary,
                "Only WAV can be read or written without libsndfile, which is not installed here; install the Debian package libsndfile1.");
        }
    }

    /// <summary>Opens a file that is open already; 0 where the library refuses it.</summary>
    /// <remarks>
    /// The library gets a descriptor of its own. It closes the one it is given when it refuses the file, also when told not to; closed a second
    /// time by its owner, that number may belong to another file by then.
    /// </remarks>
    /// <exception cref="IOException">There are too many open files.</exception>
    public static nint Open(SafeFileHandle file, int mode, ref Info info)
    {
        var own = (int)file.DangerousGetHandle();
        var descriptor = OperatingSystem.IsLinux() ? Control(own, DuplicateClosedOnExec, 0) : Duplicate(own);
        return descriptor < 0 ? throw new IOException("There are too many open files.") : OpenDescriptor(descriptor, mode, ref info, closeDescriptor: 1);
    }

    [LibraryImport(Library, EntryPoint = "sf_close")]
    public static partial int Close(nint file);

    [LibraryImport(Library, EntryPoint = "sf_error")]
    public static partial int Error(nint file);

    [LibraryImport(Library, EntryPoint = "sf_seek")]
    public static partial long Seek(nint file, long frames, int whence);

    [LibraryImport(Library, EntryPoint = "sf_readf_float")]
    public static unsafe partial long Read(nint file, float* samples, long frames);

    [LibraryImport(Library, EntryPoint = "sf_writef_float")]
    public static unsafe partial long Write(nint file, float* samples, long frames);

    [LibraryImport(Library, EntryPoint = "sf_format_check")]
    public static partial int FormatCheck(in Info info);

    [LibraryImport(Library, EntryPoint = "sf_command")]
    public static unsafe partial int Command(nint file, int command, void* data, int size);

    [LibraryImport(Library, EntryPoint = "sf_open_fd")]
    private static partial nint OpenDescriptor(int descriptor, int mode, ref Info info, int closeDescriptor);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    private static nint Load()
    {
        nint handle = 0;
        foreach (var name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, out handle)) break;
        }

        NativeLibrary.SetDllImportResolver(
            typeof(SndFileNative).Assembly,
            (string name, Assembly _, DllImportSearchPath? _) => name == Library ? handle : 0);
        return handle;
    }

    /// <summary>SF_INFO.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Info
    {
        public long Frames;
        public int SampleRate;
        public int Channels;
        public int Format;
        public int Sections;
        public int Seekable;
    }
}
