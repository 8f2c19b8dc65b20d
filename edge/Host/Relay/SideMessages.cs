using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Relay;

/// <summary>What is sent beside the events when the link has nothing better to do: telemetry, and what riders may find.</summary>
public interface ISideMessages
{
    /// <summary>Completes when there is something to send.</summary>
    Task WaitAsync(CancellationToken ct);

    /// <summary>What is to be sent now, oldest first; null when there is nothing.</summary>
    MqttMessage? Next();

    /// <summary>The broker has what was last given.</summary>
    void Taken();

    /// <summary>A new link: what the broker keeps of us is given again.</summary>
    void Linked();
}
