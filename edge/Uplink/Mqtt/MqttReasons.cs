namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>What the library and the broker say, as trouble and in words.</summary>
internal static class MqttReasons
{
    public static MqttLinkLost OfConnect(MqttAddress address, int reason) => new(LinkTrouble.Refused,
        $"{address} refuses us: " + (IsReason(reason) ? NativeClient.ReasonWords(reason) : NativeClient.RefusalWords(reason)));

    public static MqttLinkLost OfDisconnect(MqttAddress address, int reason) => reason switch
    {
        0 => new(LinkTrouble.Closed, "closed"),
        Libmosquitto.ReasonTakenOver => new(LinkTrouble.TakenOver, "another client came with our client id"),
        // Server unavailable, shutting down, keep alive, use another server, server moved: come back at the usual pace.
        136 or 139 or 141 or 156 or 157 => new(LinkTrouble.Unreachable, Ends(address, reason)),
        _ when IsReason(reason) => new(LinkTrouble.Refused, Ends(address, reason)),
        Libmosquitto.KeepAliveLost => new(LinkTrouble.Silent, $"{address} does not answer a ping"),
        _ => new(LinkTrouble.Unreachable, $"{address}: {NativeClient.Words(reason)}"),
    };

    public static MqttLinkLost OfCall(int error, string what) => error switch
    {
        Libmosquitto.InvalidArgument => throw new ArgumentException($"MQTT does not know such a {what}"),
        Libmosquitto.PayloadSize or Libmosquitto.OversizePacket =>
            new(LinkTrouble.Refused, $"the {what} is larger than the broker takes"),
        _ => new(LinkTrouble.Unreachable, $"the {what} was not taken: {NativeClient.Words(error)}"),
    };

    private static bool IsReason(int reason) => reason >= Libmosquitto.ReasonFailure;

    private static string Ends(MqttAddress address, int reason) => $"{address} ends the link: {NativeClient.ReasonWords(reason)}";
}
