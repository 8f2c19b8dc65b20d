using Microsoft.Extensions.Logging;

namespace YongAi.CloudBridge.Logging;

/// <summary>Every log line of the bridge: 100 store and start, 200 broker, 300 events, 400 acks.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "store {Path}: {Journals} journals; acks are signed with key {Fingerprint}")]
    public static partial void Opened(this ILogger log, string path, int journals, string fingerprint);

    [LoggerMessage(101, LogLevel.Warning, "demo key in use: anybody can sign acks with it")]
    public static partial void DemoKey(this ILogger log);

    [LoggerMessage(102, LogLevel.Warning,
        "{Address} is not a loopback address, and this API asks nobody who he is: put it behind something that does")]
    public static partial void OpenToAll(this ILogger log, string address);

    [LoggerMessage(103, LogLevel.Critical, "the {Loop} has failed, the process ends")]
    public static partial void LoopFailed(this ILogger log, string loop, Exception fault);

    [LoggerMessage(200, LogLevel.Information, "linked to {Broker}")]
    public static partial void Linked(this ILogger log, string broker);

    [LoggerMessage(201, LogLevel.Warning, "link to {Broker} ended: {Reason}")]
    public static partial void LinkEnded(this ILogger log, string broker, string reason);

    [LoggerMessage(202, LogLevel.Warning, "no link to {Broker}: {Reason}; again in {Delay:0.0} s")]
    public static partial void NotLinked(this ILogger log, string broker, string reason, double delay);

    [LoggerMessage(203, LogLevel.Warning,
        "the link to {Broker} was short; does another program use the client id {ClientId} there?")]
    public static partial void ShortLink(this ILogger log, string broker, string clientId);

    [LoggerMessage(300, LogLevel.Error, "ALARM {Cabinet}: event {Journal}/{Position} came again with another body, "
        + "the first one stays ({Count} such in this batch)")]
    public static partial void Conflict(this ILogger log, string cabinet, string journal, long position, int count);

    [LoggerMessage(301, LogLevel.Error,
        "{Cabinet}: event {Journal}/{Position} had been damaged on disk; what arrived has taken its place")]
    public static partial void Healed(this ILogger log, string cabinet, string journal, long position);

    [LoggerMessage(302, LogLevel.Warning, "set aside, {Topic}: {Reason} ({Count} in this batch)")]
    public static partial void SetAside(this ILogger log, string topic, string reason, int count);

    [LoggerMessage(400, LogLevel.Warning,
        "{Cabinet}: journal {Journal} has a hole after {Through} (highest {Highest}); asked to send again")]
    public static partial void AskedAgain(this ILogger log, string cabinet, string journal, long through, long highest);
}
