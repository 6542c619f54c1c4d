namespace Cluster.Featurization.Writing;

/// <summary>Writes samples to an audio file in blocks; the file is whole once the writer is disposed. Not thread-safe.</summary>
public abstract class AudioWriter : IDisposable
{
    /// <summary>Writes frames.</summary>
    /// <param name="interleaved">Samples in units of full scale, one of every channel after the other; beyond -1 to 1 they are clipped.
    /// Whole frames.</param>
    /// <exception cref="IOException">The file could not be written.</exception>
    public abstract void Write(ReadOnlySpan<float> interleaved);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Finishes and closes the file.</summary>
    protected abstract void Dispose(bool disposing);
}
