using System.Runtime.InteropServices;
using Cluster.Modeling.Deep;
using TorchSharp;

namespace Cluster.Modeling.Torch.Native;

/// <summary>libtorch in this process: loaded once, from the folder <c>libtorch</c> beside this assembly, and told to use one thread per caller.</summary>
internal static class Libtorch
{
    // In the order of their dependencies. Those for CUDA are there only in a libtorch with CUDA.
    private static readonly string[] Needed = ["libc10.so", "libtorch_cpu.so", "libtorch.so", "libLibTorchSharp.so"];
    private static readonly string[] ForCuda = ["libc10_cuda.so", "libtorch_cuda.so"];
    private static readonly Lazy<string> Loaded = new(() => Load(Path.Combine(Path.GetDirectoryName(typeof(Libtorch).Assembly.Location)!, "libtorch")));

    /// <summary>Loads libtorch if it is not loaded yet.</summary>
    /// <returns>Its version.</returns>
    /// <exception cref="DeepPartException">It cannot be loaded; the message says which file is missing or what it lacks.</exception>
    public static string EnsureLoaded() => Loaded.Value;

    /// <summary>Loads the libraries of a folder.</summary>
    /// <exception cref="DeepPartException">One is missing or cannot be loaded.</exception>
    internal static IReadOnlyDictionary<string, nint> Open(string folder)
    {
        var opened = new Dictionary<string, nint>(StringComparer.Ordinal);
        foreach (var name in Needed.Take(2).Concat(ForCuda).Concat(Needed.Skip(2)))
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                if (ForCuda.Contains(name)) continue;
                throw new DeepPartException($"There is no '{path}' (or it links to a file that is gone): build src/Modeling.Torch again. It brings libtorch for Linux on x64.");
            }

            try
            {
                opened[name] = NativeLibrary.Load(path);
            }
            catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
            {
                throw new DeepPartException($"'{path}' cannot be loaded: {failure.Message}", failure);
            }
        }

        return opened;
    }

    private static string Load(string folder)
    {
        var library = Open(folder)["libLibTorchSharp.so"];
        NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => name.Contains("LibTorchSharp", StringComparison.Ordinal) ? library : 0);

        // Callers are many: silos and folds of a cross-validation run side by side. Two threads each would wait for one another.
        torch.set_num_threads(1);
        torch.set_num_interop_threads(1);
        return Version.Parse(torch.__version__).ToString(3);
    }
}
