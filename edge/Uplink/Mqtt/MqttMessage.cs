namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>One message as it is on a topic.</summary>
/// <param name="Topic">Where it is published.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Retain">Outgoing: the broker keeps it. Incoming: it was kept from before we subscribed.</param>
/// <param name="Expiry">After this the broker no longer delivers it (MQTT 5; whole seconds, at least one).</param>
/// <param name="ContentType">What the bytes are (MQTT 5).</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retain = false, TimeSpan? Expiry = null,
    string? ContentType = null);

/// <summary>Why there is no link, as far as it changes what to do next.</summary>
public enum LinkTrouble
{
    /// <summary>We closed it ourselves.</summary>
    Closed,
    /// <summary>The broker cannot be reached, or the connection broke.</summary>
    Unreachable,
    /// <summary>The broker refused us, a topic or a message: come back slowly, and tell people.</summary>
    Refused,
    /// <summary>Another client came with our client id.</summary>
    TakenOver,
    /// <summary>Nothing was heard though something was due.</summary>
    Silent,
    /// <summary>Messages came in faster than they were read.</summary>
    Overrun,
}

/// <summary>The link to the broker is gone or was not made; what was under way may have arrived all the same.</summary>
/// <param name="trouble">What kind of loss.</param>
/// <param name="reason">In words, for people.</param>
public sealed class MqttLinkLost(LinkTrouble trouble, string reason) : Exception(reason)
{
    /// <summary>What kind of loss.</summary>
    public LinkTrouble Trouble { get; } = trouble;
}
