using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Models;

public sealed partial class ModelGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Registered model {Version} on schema {SchemaId}")]
    private partial void LogRegistered(string version, string schemaId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Promoted model {Version} to champion in place of {Previous}")]
    private partial void LogPromoted(string version, string previous);
}
