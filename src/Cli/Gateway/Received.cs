using System.Text.Json;

namespace Cluster.Cli.Gateway;

/// <summary>An answer: what this program understands of it, and all that the gateway said, which <c>--json</c> passes on.</summary>
/// <typeparam name="T">The understood shape.</typeparam>
/// <param name="Value">What is understood.</param>
/// <param name="Json">Everything.</param>
internal sealed record Received<T>(T Value, JsonElement Json);
