namespace Cluster.Modeling.Artefacts;

/// <summary>An artefact is damaged, foreign or too large; the message says what is wrong with it.</summary>
public sealed class ModelArtefactException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ModelArtefactException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ModelArtefactException(string message, Exception inner) : base(message, inner)
    {
    }
}
