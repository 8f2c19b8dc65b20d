using YongAi.CloudBridge.Signing;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.CloudBridge.Commands;

/// <summary>
/// Sends one signed command and listens for its answer among the cabinet's events. It listens before it speaks, so no answer is missed;
/// what is not answered in time may be sent again under the same id, and acts once.
/// </summary>
public sealed class CommandSender(MqttAddress broker, WordSigner signer, TimeProvider time)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Sends it and waits.</summary>
    /// <returns>The answer, or null when none came in time.</returns>
    /// <exception cref="MqttLinkLost">The broker cannot be reached, or went away.</exception>
    public async Task<CommandDoneData?> SendAsync(Command command, TimeSpan wait, CancellationToken cancel)
    {
        await using var link = await MqttLink.ConnectAsync(broker, $"yongai-command-{Path.GetRandomFileName()}", KeepAlive, null, time, cancel);
        await link.SubscribeAsync(Topics.Of(CabinetChannel.Event, command.Cabinet), cancel);
        // Nobody needs it after its end, so the broker does not keep it for longer either.
        await link.PublishAsync(new MqttMessage(Topics.Of(CabinetChannel.Command, command.Cabinet), signer.Sign(UplinkJson.Write(command)),
            Expiry: TimeSpan.FromSeconds(command.Expires - command.Issued)), cancel);
        using var patience = new CancellationTokenSource(wait, time);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await foreach (var message in link.Incoming.ReadAllAsync(until.Token))
                if (Answer(message, command.Id) is { } answer) return answer;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return null;
        }
        throw link.Lost ?? new MqttLinkLost(LinkTrouble.Closed, "the link to the broker ended");
    }

    private static CommandDoneData? Answer(MqttMessage message, string id) =>
        UplinkJson.TryReadEvent(message.Payload.Span, out var happened, out _) && EventTypes.Read(happened!) is CommandDoneData done && done.Id == id
            ? done : null;
}
