using Microsoft.Extensions.Logging;

namespace YongAi.Edge.Host.Logging;

/// <summary>Every line of the log with its id: 1000 lines, 2000 journal, 3000 relay, 4000 maintenance, 5000 kiosk, 6000 loop.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "line {Line} is up")]
    public static partial void LineUp(ILogger log, string line);

    [LoggerMessage(1002, LogLevel.Warning, "line {Line} is down: {Why}")]
    public static partial void LineDown(ILogger log, string line, string why);

    [LoggerMessage(1003, LogLevel.Warning, "slots {Slots} are out of service: {Why}; prove them with yongai-edge commission")]
    public static partial void NotProved(ILogger log, string slots, string why);

    [LoggerMessage(1004, LogLevel.Information, "what passes on the lines is kept in {Folder}, at most {MiB} MiB")]
    public static partial void Recording(ILogger log, string folder, int miB);

    [LoggerMessage(1005, LogLevel.Warning, "what passes on the lines is not kept any more: {Why}")]
    public static partial void RecordingEnded(ILogger log, string why);

    [LoggerMessage(2001, LogLevel.Information, "#{Position} {Event} {Detail}")]
    public static partial void Decided(ILogger log, long position, string @event, string detail);

    [LoggerMessage(2002, LogLevel.Information, "journal {Journal}: {Positions} positions, outbox at {Outbox}, {Replayed} entries replayed")]
    public static partial void Recovered(ILogger log, string journal, long positions, long outbox, long replayed);

    [LoggerMessage(2003, LogLevel.Error, "the journal was damaged and set aside; journal {Journal} begins with what could be proved of it")]
    public static partial void JournalReplaced(ILogger log, string journal);

    [LoggerMessage(2004, LogLevel.Warning, "journal: {Remark}")]
    public static partial void JournalRemark(ILogger log, string remark);

    [LoggerMessage(2011, LogLevel.Error, "the disk of {Folder} is full: make room. No new swap begins; what is open is written on the reserve")]
    public static partial void DiskFull(ILogger log, string folder);

    [LoggerMessage(2012, LogLevel.Information, "the disk of {Folder} has room again")]
    public static partial void DiskHasRoom(ILogger log, string folder);

    [LoggerMessage(4001, LogLevel.Information, "health and state at {Address} (this computer only)")]
    public static partial void Serving(ILogger log, string address);

    [LoggerMessage(5001, LogLevel.Information, "say: {Words}")]
    public static partial void Said(ILogger log, string words);

    [LoggerMessage(6001, LogLevel.Information, "cabinet {Cabinet} {Version} boot {Boot}, clock {Clock}")]
    public static partial void Starting(ILogger log, string cabinet, string version, string boot, string clock);

    [LoggerMessage(6002, LogLevel.Warning, "a turn on {Kind} took {Milliseconds:0.0} ms")]
    public static partial void SlowTurn(ILogger log, string kind, double milliseconds);

    [LoggerMessage(6003, LogLevel.Debug, "{Kind} came after the loop was stopped")]
    public static partial void TooLate(ILogger log, string kind);

    [LoggerMessage(6004, LogLevel.Critical, "{Loop} failed: the process ends and is started again")]
    public static partial void LoopFailed(ILogger log, string loop, Exception fault);

    [LoggerMessage(6005, LogLevel.Information, "stopping")]
    public static partial void Stopping(ILogger log);

    [LoggerMessage(6006, LogLevel.Error, "these loops stand still: {Loops}")]
    public static partial void StandStill(ILogger log, string loops);

    [LoggerMessage(6008, LogLevel.Warning, "the journal is past its limit: {MiB} MiB in {Rows} rows; {Runs} runs of detail may give way")]
    public static partial void StoreOver(ILogger log, long miB, long rows, int runs);

    [LoggerMessage(6007, LogLevel.Critical, "the service cannot start")]
    public static partial void CannotStart(ILogger log, Exception fault);

    [LoggerMessage(6009, LogLevel.Warning, "the rehearsal of a scan failed; the first riders wait a little longer")]
    public static partial void NotRehearsed(ILogger log, Exception fault);

    [LoggerMessage(6010, LogLevel.Warning, "the disk has not taken everything within {Seconds} s; the next start settles what is left")]
    public static partial void NotAllWritten(ILogger log, double seconds);
}
