using System.Net;
using YongAi.CloudBridge.Receiving;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.CloudBridge;

/// <summary>How a bridge runs; checked when it is read from the command line.</summary>
/// <param name="Broker">The MQTT broker that the cabinets use.</param>
/// <param name="Http">Where the API listens; port 0 takes a free one.</param>
/// <param name="Data">Folder of the store.</param>
/// <param name="AckKey">PEM file of the key that signs acks.</param>
/// <param name="Times">When acks go out.</param>
public sealed record BridgeOptions(MqttAddress Broker, IPEndPoint Http, string Data, string AckKey, AckTimes Times)
{
    public const string DefaultBroker = "mqtt://127.0.0.1:18830", DefaultHttp = "127.0.0.1:18320";

    private const string DefaultData = "run/cloud";

    /// <summary>Reads the options of <c>serve</c>.</summary>
    /// <exception cref="WrongArguments">Something cannot be followed.</exception>
    public static BridgeOptions Read(ReadOnlySpan<string> args)
    {
        var given = new Arguments(args,
            ["--broker", "--http", "--data", "--ack-key", "--broker-ca", "--broker-cert", "--broker-key"]);
        return new BridgeOptions(ReadBroker(given), ReadHttp(given.Find("--http") ?? DefaultHttp),
            given.Find("--data") ?? DefaultData, given.Find("--ack-key") ?? DemoKeys.Find("demo-ack.pem"), AckTimes.Default);
    }

    /// <summary>Reads the options that say where the broker is.</summary>
    internal static MqttAddress ReadBroker(Arguments given)
    {
        try
        {
            return MqttAddress.Parse(given.Find("--broker") ?? DefaultBroker,
                given.Find("--broker-ca"), given.Find("--broker-cert"), given.Find("--broker-key"));
        }
        catch (FormatException e)
        {
            throw new WrongArguments($"--broker: {e.Message}");
        }
    }

    private static IPEndPoint ReadHttp(string text) =>
        text.Contains(':') && IPEndPoint.TryParse(text, out var address) ? address
            : throw new WrongArguments($"--http: '{text}' is not ADDRESS:PORT, for example {DefaultHttp}");
}
