using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Relay;

/// <summary>
/// How long to wait before the next link. Many cabinets lose one broker at one moment and must not come back at one moment: the
/// pause is drawn between the least and a bound that doubles with each failure. A link that did not last counts as a failure, too.
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
        ShortLinks = good ? 0 : ShortLinks + (linkedAt is null ? 0 : 1);
        failures = good ? 1 : Math.Min(failures + 1, DoublingsMax);
        var refused = loss.Trouble == LinkTrouble.Refused;
        var doubled = refused ? times.AgainWithin : times.AgainAfter * Math.Pow(2, failures);
        var longest = doubled < times.AgainWithin ? doubled : times.AgainWithin;
        var least = refused && times.RefusedAfter > times.AgainAfter ? times.RefusedAfter : times.AgainAfter;
        return longest > least ? least + (longest - least) * Random.Shared.NextDouble() : least;
    }

    /// <summary>True now and then, while links break again and again right after they were made.</summary>
    public bool LooksLikeATwin(int after) => ShortLinks > 0 && ShortLinks % after == 0;
}
