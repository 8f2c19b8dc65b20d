using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Relay;

/// <summary>
/// How long to wait before the next link. Many cabinets lose one broker at one moment and must not come back at one
/// moment: the pause is drawn between the least and a bound that doubles with each failure. A link that did not last
/// counts as a failure, too.
/// </summary>
public sealed class ReconnectPause(RelayTimes times)
{
    private const int DoublingsMax = 16;
    private int failures;
    private long? linkedAt;

    /// <summary>Links in a row that were made and broke before they were good ones.</summary>
    public int ShortLinks { get; private set; }

    /// <summary>A new attempt begins.</summary>
    public void Tries() => linkedAt = null;

    /// <summary>The attempt has become a link.</summary>
    public void Linked(long timestamp) => linkedAt = timestamp;

    /// <summary>The pause after this loss.</summary>
    public TimeSpan After(MqttLinkLost loss, TimeProvider time)
    {
        var good = linkedAt is { } since && time.GetElapsedTime(since) >= times.GoodAfter;
        // A broker that refuses or falls silent breaks links too, but no second cabinet does that.
        var cut = loss.Trouble is LinkTrouble.TakenOver or LinkTrouble.Unreachable;
        ShortLinks = good ? 0 : ShortLinks + (linkedAt is not null && cut ? 1 : 0);
        failures = good ? 1 : Math.Min(failures + 1, DoublingsMax);
        if (LooksLikeATwin) return Between(times.TwinRest, times.TwinRest * 1.5);
        return loss.Trouble == LinkTrouble.Refused
            ? Between(times.RefusedAfter, Doubled(times.RefusedAfter, times.RefusedWithin))
            : Between(times.AgainAfter, Doubled(times.AgainAfter, times.AgainWithin));
    }

    /// <summary>True while links break again and again right after they were made: we are not the only one with our id.</summary>
    public bool LooksLikeATwin => ShortLinks >= RelayWorker.TwinAfter;

    private TimeSpan Doubled(TimeSpan least, TimeSpan most)
    {
        var doubled = least * Math.Pow(2, failures);
        return doubled < most ? doubled : most;
    }

    private static TimeSpan Between(TimeSpan least, TimeSpan longest) =>
        longest > least ? least + (longest - least) * Random.Shared.NextDouble() : least;
}
