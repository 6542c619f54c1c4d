using System.Text.Json;

namespace Cluster.Cli.Gateway;

/// <summary>A batch of events, each as its line has it.</summary>
internal sealed record PostEvents(IReadOnlyList<JsonElement> Events);

/// <summary>What became of a batch.</summary>
internal sealed record EventsAnswer(int Accepted, int Known, IReadOnlyList<RefusedEventAnswer> Refused);

/// <summary>An event that was not taken.</summary>
internal sealed record RefusedEventAnswer(int Index, string? Id, string? Field, string Detail);
