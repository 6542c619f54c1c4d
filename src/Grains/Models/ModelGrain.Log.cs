using Cluster.Abstractions.Models;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Models;

public sealed partial class ModelGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Registered model {Version} on schema {SchemaId}")]
    private partial void LogRegistered(string version, string schemaId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Action}: model {Version} in place of {Replaced}, by {Actor}: {Reason}")]
    private partial void LogMoved(ModelAction action, string version, string replaced, string actor, string reason);
}
