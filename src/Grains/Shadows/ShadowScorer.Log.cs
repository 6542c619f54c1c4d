using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Shadows;

public sealed partial class ShadowScorer
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Shadow {Version} rests: {Problem}")]
    private partial void LogRests(string version, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Shadow {Version} did not return within {Patience} from a clip of track '{TrackId}': its thread is given up, and it scores no more on this silo until it is unset, or the silo starts anew")]
    private partial void LogHung(string version, TimeSpan patience, string trackId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Threads} threads were lost to shadows that did not return: no shadow scores on this silo any more until it starts anew")]
    private partial void LogClosed(int threads);

    [LoggerMessage(Level = LogLevel.Error, Message = "A recording was not scored by shadows, for no fault of theirs")]
    private partial void LogBroke(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What shadows scored could not be stored; trying again")]
    private partial void LogFlushFailed(Exception error);
}
