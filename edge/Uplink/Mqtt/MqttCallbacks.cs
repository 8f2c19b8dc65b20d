using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static YongAi.Edge.Uplink.Mqtt.Libmosquitto;

namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>
/// What the library calls on the network thread. Each copies bytes out, tells the link and returns; an exception ends
/// the link here, because it must not cross into native frames.
/// </summary>
internal static unsafe class MqttCallbacks
{
    public static void Attach(NativeClient client)
    {
        mosquitto_connect_v5_callback_set(client, &Connected);
        mosquitto_disconnect_v5_callback_set(client, &Disconnected);
        mosquitto_publish_v5_callback_set(client, &Acknowledged);
        mosquitto_subscribe_v5_callback_set(client, &Granted);
        mosquitto_message_v5_callback_set(client, &Arrived);
        mosquitto_log_callback_set(client, &Logged);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Connected(nint client, nint link, int reason, int flags, nint properties)
    {
        var said = mosquitto_property_read_int16(properties, PropertyServerKeepAlive, out var seconds, false) != 0;
        int? serverKeepAlive = said ? seconds : null;
        Tell(link, to => to.HearConnected(reason, serverKeepAlive));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Disconnected(nint client, nint link, int reason, nint properties) =>
        Tell(link, to => to.HearDisconnected(reason));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Acknowledged(nint client, nint link, int id, int reason, nint properties) =>
        Tell(link, to => to.HearAnswer(id, reason));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Granted(nint client, nint link, int id, int count, int* granted, nint properties)
    {
        var reason = count == 1 ? granted[0] : ReasonFailure;
        Tell(link, to => to.HearAnswer(id, reason));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Arrived(nint client, nint link, Message* message, nint properties)
    {
        var copy = *message;
        Tell(link, to =>
        {
            var topic = Marshal.PtrToStringUTF8(copy.Topic) ?? "";
            if (copy.PayloadLength > MqttLink.PayloadMax)
                to.End(LinkTrouble.Overrun, $"{copy.PayloadLength} bytes on {topic}, at most {MqttLink.PayloadMax} are read");
            else
                to.HearMessage(new MqttMessage(topic, Bytes(copy), copy.Retain != 0));
        });
    }

    // The library has no call for PINGRESP; its log names every packet as "Client ID received NAME ...".
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Logged(nint client, nint link, int level, nint text)
    {
        if (Marshal.PtrToStringUTF8(text)?.Contains(" received ", StringComparison.Ordinal) == true)
            Tell(link, to => to.HearPacket());
    }

    private static byte[] Bytes(Message message) =>
        new ReadOnlySpan<byte>((void*)message.Payload, message.PayloadLength).ToArray();

    private static void Tell(nint handle, Action<MqttLink> what)
    {
        if (GCHandle.FromIntPtr(handle).Target is not MqttLink link) return;
        try
        {
            what(link);
        }
        catch (Exception broken)
        {
            link.End(LinkTrouble.Unreachable, $"a callback failed: {broken.Message}");
        }
    }
}
