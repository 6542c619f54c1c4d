namespace Cluster.Featurization.Decoding;

/// <summary>Audio that cannot be analysed; the message is a sentence for people and names no path.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="message">A sentence for people.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class AudioFormatException(AudioFault fault, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What is wrong.</summary>
    public AudioFault Fault { get; } = fault;
}
