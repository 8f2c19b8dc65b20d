using Microsoft.Extensions.Logging;

namespace YongAi.Edge.Host.Relay;

/// <summary>Every log line of the relay: 3000 link, 3100 outbox, 3200 acknowledgements.</summary>
internal static partial class RelayLog
{
    [LoggerMessage(3000, LogLevel.Information, "linked to {Broker} as {Cabinet}")]
    public static partial void Linked(this ILogger log, string broker, string cabinet);

    [LoggerMessage(3001, LogLevel.Warning, "no link to the broker: {Reason}; again in {Pause:0.0} s")]
    public static partial void NotLinked(this ILogger log, string reason, double pause);

    [LoggerMessage(3002, LogLevel.Error,
        "the link to the broker broke {Times} times right after it was made: does another cabinet call itself {Cabinet}? Nothing is "
        + "tried for {Minutes:0} min; find the other one and give each cabinet its own id and certificate")]
    public static partial void Twin(this ILogger log, int times, string cabinet, double minutes);

    [LoggerMessage(3003, LogLevel.Error, "the cloud is closed to this cabinet: {Reason}; again in {Pause:0} s")]
    public static partial void Refused(this ILogger log, string reason, double pause);

    [LoggerMessage(3100, LogLevel.Warning,
        "no word of the receiver for {Waited:0} s: publishing again after position {Position}")]
    public static partial void AgainFrom(this ILogger log, double waited, long position);

    [LoggerMessage(3101, LogLevel.Warning, "the receiver wants events again: publishing after position {Position}")]
    public static partial void AskedAgain(this ILogger log, long position);

    [LoggerMessage(3102, LogLevel.Warning,
        "lines {From} to {To} are no longer in the journal: the receiver will miss them")]
    public static partial void Trimmed(this ILogger log, long from, long to);

    [LoggerMessage(3103, LogLevel.Warning,
        "the receiver wants events from {From} again; up to {To} what is left was given, and an event stands for the rest")]
    public static partial void GivenAgain(this ILogger log, long from, long to);

    [LoggerMessage(3200, LogLevel.Warning, "a message on the ack topic is no acknowledgement: {Fault}")]
    public static partial void AckGarbled(this ILogger log, string fault);

    [LoggerMessage(3202, LogLevel.Warning, "a message on the command topic is no command: {Fault}")]
    public static partial void CommandGarbled(this ILogger log, string fault);

    [LoggerMessage(3201, LogLevel.Error, "an acknowledgement says {Through}, but only {Published} were ever published")]
    public static partial void AckBeyond(this ILogger log, long through, long published);
}
