namespace Cluster.Fuzzing;

/// <summary>A sound file to spoil.</summary>
/// <param name="Format">The row of the report that it counts under.</param>
/// <param name="Name">Which encoding it has, for people.</param>
/// <param name="Bytes">The file.</param>
public sealed record FuzzSeed(string Format, string Name, byte[] Bytes);
