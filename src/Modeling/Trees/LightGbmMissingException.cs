namespace Cluster.Modeling.Trees;

/// <summary>LightGBM's native library, or one that it needs, is not on this machine.</summary>
public sealed class LightGbmMissingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="library">The library that could not be loaded.</param>
    public LightGbmMissingException(string library)
        : base($"Boosted trees cannot be trained here: the native library '{library}' could not be loaded. It comes with the program for 64-bit x86 processors and "
            + "needs the OpenMP runtime: install the package libgomp1 (apt-get install libgomp1), on macOS libomp (brew install libomp), and start this again.")
    {
    }
}
