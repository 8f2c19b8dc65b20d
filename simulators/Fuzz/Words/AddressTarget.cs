using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Simulators.Fuzz.Words;

/// <summary>
/// Addresses of brokers, as a person types them. Judged: read, or a FormatException with words; what is read is the same when
/// written.
/// </summary>
public sealed class AddressTarget(Func<string, MqttAddress>? parse = null) : FuzzTarget
{
    private static readonly string[] Good =
        ["mqtt://127.0.0.1:1883", "mqtts://broker.example.org", "mqtts://broker.example.org:8883?version=3.1.1",
            "mqtt://[::1]:1883?version=5", "mqtt://localhost/"];
    private static readonly string[] Pieces =
        ["@", "user:pass@", ":", ":0", ":65536", ":99999999999", "//", "%00", "%2e", "\\", "[", "]", "[::1%25eth0]", "?",
            "#x", "é", "骑手.example", " ", "\t", "\0", "-", "xn--"];

    private readonly Func<string, MqttAddress> parse = parse ?? (text => MqttAddress.Parse(text));

    public override string Name => "address";

    /// <summary>A name of some hundred characters through the reader of addresses, and a message; our own number.</summary>
    public override long AllocatedMax => 64 * 1024;

    public override HostileInput Draw(Chance chance)
    {
        var text = chance.Of(Good);
        if (chance.OneIn(8)) return new HostileText(text, Genuine: true);
        for (var steps = chance.Between(1, 4); steps > 0; steps--)
        {
            var at = chance.Below(text.Length + 1);
            text = chance.Below(3) switch
            {
                0 => text.Insert(at, chance.Of(Pieces)),
                1 => text[..at] + text[Math.Min(text.Length, at + chance.Between(1, 3))..],
                _ => text[..at] + (char)chance.Below(chance.OneIn(8) ? 0xFFFF : 0x80) + text[Math.Min(text.Length, at + 1)..],
            };
        }
        return new HostileText(text);
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var text = ((HostileText)input).Text;
        MqttAddress? address = null;
        meter.Begin();
        try
        {
            address = parse(text);
        }
        catch (FormatException refused) when (refused.Message.Length > 0)
        {
            // The one answer that a person gets.
        }
        meter.End();
        if (address is null) return Outcome.Rejected("no address of a broker");
        if (address.Host.Length == 0 || address.Port is < 1 or > 65535
            || address.IsTls != text.TrimStart().StartsWith("mqtts", StringComparison.OrdinalIgnoreCase))
            throw new FuzzFinding($"read as {address}");
        if (parse(address.ToString()) is var again && again != address)
            throw new FuzzFinding($"read as {address}, and that as {again}");
        return Outcome.Accepted;
    }
}
