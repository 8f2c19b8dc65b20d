using System.Text.RegularExpressions;
using YongAi.Edge.Uplink;

namespace YongAi.Simulators.Fuzz.Words;

/// <summary>
/// Names of topics, which any client of a broker may choose. Judged by a pattern of our own, and by writing them again.
/// </summary>
public sealed partial class TopicTarget(Func<string, CabinetTopic?>? read = null) : FuzzTarget
{
    private static readonly string[] Good =
    [
        "yongai/v1/NB-DEMO-01/status", "yongai/v1/NB-DEMO-01/event", "yongai/v1/a/telemetry", "yongai/v1/a_b-c/state",
        "yongai/v1/x/permit/ask",
        "yongai/v1/x/permit/answer", "yongai/v1/x/config/reported", "yongai/v1/x/config/desired", "yongai/v1/x/ack",
        "yongai/v1/x/command",
        "yongai/v1/trust/demo",
    ];
    private static readonly string[] Pieces = ["/", "+", "#", "trust", "ack", "command", "..", "$share", "yongai/v1/", "\0",
        "é", "骑", " ", "", "//", new('A', 33)];

    private readonly Func<string, CabinetTopic?> read = read ?? (text => Topics.TryParse(text, out var topic) ? topic : null);

    public override string Name => "topic";

    /// <summary>A name and its cabinet, and each channel's name to compare it with; our own number.</summary>
    public override long AllocatedMax => 4 * 1024;

    public override HostileInput Draw(Chance chance)
    {
        var text = chance.Of(Good);
        if (chance.OneIn(8)) return new HostileText(text, Genuine: true);
        for (var steps = chance.Between(1, 3); steps > 0; steps--)
        {
            var at = chance.Below(text.Length + 1);
            text = chance.Below(4) switch
            {
                0 => text.Insert(at, chance.Of(Pieces)),
                1 => text[..at] + text[Math.Min(text.Length, at + chance.Between(1, 3))..],
                2 => text[..at] + (char)chance.Below(0x250) + text[Math.Min(text.Length, at + 1)..],
                _ => string.Concat(text.AsSpan(0, at), chance.Of(Good).AsSpan(chance.Below(10))),
            };
        }
        return new HostileText(text);
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var text = ((HostileText)input).Text;
        meter.Begin();
        var topic = read(text);
        var isTrust = Topics.TryParseTrust(text, out var issuer);
        meter.End();
        if (isTrust != IssuersTopic().IsMatch(text) || isTrust && Topics.Trust(issuer) != text)
            throw new FuzzFinding("not an issuer's topic, or one not known");
        if (topic is null != (!CabinetsTopic().IsMatch(text) || text.StartsWith("yongai/v1/trust/", StringComparison.Ordinal)))
            throw new FuzzFinding("not a cabinet's topic, or one not known");
        if (topic is { } parsed && Topics.Of(parsed.Channel, parsed.Cabinet) != text) throw new FuzzFinding($"read as {parsed}");
        return topic is not null || isTrust ? Outcome.Accepted : Outcome.Rejected("no topic of ours");
    }

    [GeneratedRegex(@"\Ayongai/v1/[A-Za-z0-9_-]{1,32}/(status|event|telemetry|state|ack|command"
        + @"|permit/(ask|answer)|config/(reported|desired))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex CabinetsTopic();

    [GeneratedRegex(@"\Ayongai/v1/trust/[A-Za-z0-9_-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IssuersTopic();
}
