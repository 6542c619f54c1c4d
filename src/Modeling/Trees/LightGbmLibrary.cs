using System.Runtime.InteropServices;
using Microsoft.ML.Trainers.LightGbm;

namespace Cluster.Modeling.Trees;

/// <summary>Whether LightGBM's native library can be loaded: training needs it, scoring does not.</summary>
public static class LightGbmLibrary
{
    private const string Name = "lib_lightgbm";

    /// <summary>Whether boosted trees can be trained on this machine.</summary>
    public static bool IsAvailable => TryLoad(Name);

    /// <summary>Loads the library, so that its absence is told before any work.</summary>
    /// <exception cref="LightGbmMissingException">It cannot be loaded; the message says what to install.</exception>
    public static void EnsureAvailable() => EnsureAvailable(Name);

    internal static void EnsureAvailable(string name)
    {
        if (!TryLoad(name)) throw new LightGbmMissingException(name);
    }

    // Searched for as the trainer itself does; a loaded library stays, a second load is a look-up.
    private static bool TryLoad(string name) => NativeLibrary.TryLoad(name, typeof(LightGbmMulticlassTrainer).Assembly, null, out _);
}
