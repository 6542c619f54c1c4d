using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Cluster.Featurization.Decoding;

/// <summary>The <c>ffmpeg</c> program: where it is, and how it is started to decode one file into a pipe.</summary>
/// <remarks>
/// It is run, never linked. It gets a file's name only behind <c>file:</c>, so that a name cannot be an option, an address or a pattern; one demuxer,
/// so that content cannot be a playlist; one protocol, so that content cannot make it open anything but files; audio decoders only; nothing to read
/// from and none of our environment; and limits on its memory and its processor time.
/// </remarks>
internal static partial class FfmpegProgram
{
    /// <summary>The largest block in bytes that it may allocate at once.</summary>
    private const long LargestBlockBytes = 256L << 20;

    /// <summary>All the memory in bytes that it may allocate; decoding needs about a tenth.</summary>
    private const ulong MostDataBytes = 512UL << 20;

    /// <summary>Processor time that it may use: a day of AAC takes some two minutes, and what hangs must end even where nobody is left to end it.</summary>
    private const int MostCpuSeconds = 3600;

    private const int ResourceData = 2; // RLIMIT_DATA on Linux

    // Audio only: while a file is probed, ffmpeg would open a decoder for its pictures too.
    private const string Decoders =
        "aac,aac_latm,alac,als,ac3,eac3,dca,truehd,mlp,mp1,mp1float,mp2,mp2float,mp3,mp3float,opus,libopus,vorbis,libvorbis,flac,speex,libspeex,"
        + "wmav1,wmav2,wmapro,wmalossless,wmavoice,ape,wavpack,tta,tak,mpc7,mpc8,amrnb,amrwb,gsm,gsm_ms,qdm2,qdmc,mace3,mace6,"
        + "adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,adpcm_yamaha,pcm_alaw,pcm_mulaw,pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,"
        + "pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be";

    private static readonly string[] PassedOn = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

    /// <summary>The program's file; null where it is not installed.</summary>
    public static string? Path { get; } = Find(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Looks for the program in a list of folders.</summary>
    /// <param name="searchPath">Folders with the system's separator between them; relative ones do not count.</param>
    public static string? Find(string? searchPath)
    {
        var name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        return (searchPath ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(System.IO.Path.IsPathFullyQualified)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Starts decoding a file's first audio stream into the program's standard output, as WAV with 32-bit floats.</summary>
    /// <param name="program">The program's file.</param>
    /// <param name="format">The file's format.</param>
    /// <param name="file">The file's absolute path.</param>
    /// <param name="startS">Where to start, in whole seconds.</param>
    /// <exception cref="AudioFormatException">The program cannot be started.</exception>
    public static Process Start(string program, ForeignFormat format, string file, long startS)
    {
        var start = new ProcessStartInfo(program, Arguments(format, file, startS))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        try
        {
            var process = StopSignals.Blocked(() => Process.Start(start)) ?? throw Missing(format);
            process.StandardInput.Close();
            LimitMemory(process.Id);
            return process;
        }
        catch (Win32Exception e)
        {
            throw new AudioFormatException(AudioFault.MissingLibrary, $"{format.Name} is read through the ffmpeg program, which cannot be started.", e);
        }
    }

    /// <summary>Says what to install.</summary>
    public static AudioFormatException Missing(ForeignFormat format) => new(
        AudioFault.MissingLibrary, $"{format.Name} is read through the ffmpeg program, which is not installed here; install the Debian package ffmpeg.");

    private static string[] Arguments(ForeignFormat format, string file, long startS) =>
    [
        "-hide_banner", "-nostdin", "-nostats", "-v", "error",
        "-max_alloc", Number(LargestBlockBytes), "-timelimit", Number(MostCpuSeconds),

        // About the input. Seeking is exact: what lies between the packet that is found and the start is decoded and dropped.
        "-protocol_whitelist", "file", "-f", format.Demuxer, "-codec_whitelist", Decoders, "-threads", "1",
        "-vn", "-sn", "-dn", .. startS == 0 ? Array.Empty<string>() : ["-ss", Number(startS)], "-i", $"file:{file}",

        // About the output. All channels, at the stream's own rate.
        "-map", "0:a:0", "-map_metadata", "-1", "-c:a", "pcm_f32le", "-flags", "+bitexact", "-f", "wav", "-fflags", "+bitexact", "pipe:1",
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void LimitMemory(int processId)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return;
        var limit = new Limit { Soft = MostDataBytes, Hard = MostDataBytes };

        // It may have ended already.
        _ = SetLimit(processId, ResourceData, in limit, 0);
    }

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int SetLimit(int processId, int resource, in Limit limit, nint old);

    /// <summary>struct rlimit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
