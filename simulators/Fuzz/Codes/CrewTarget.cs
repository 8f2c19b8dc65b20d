using System.Text;
using System.Text.RegularExpressions;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;

namespace YongAi.Simulators.Fuzz.Codes;

/// <summary>
/// What a badge may ask for: a crew's phone signs its purpose itself, so any text may stand there under a right signature.
/// Judged: an order comes only from an act and a slot that are really named.
/// </summary>
public sealed partial class CrewTarget : FuzzTarget
{
    private static readonly ImmutableArray<SlotNumber> Slots = [.. Enumerable.Range(1, 12).Select(n => new SlotNumber(n))];
    private static readonly string[] Acts =
        ["slot.open", "slot.clear", "slot.enable", "slot.disable", "cabinet.pause", "cabinet.resume", "transaction.cancel"];
    private static readonly string[] Tails =
        ["", ":", ":0", ":1", ":12", ":13", ":-1", ":+3", ": 3", ":3 ", ":03", ":3:4", ":٣", ":３", ":99999999999", ":0x3",
            ":3.0", ":1e1", ":\0"];

    private readonly GenuineCode genuine;
    private readonly Func<GenuineCode, (Order? Order, Refusal? Why)> read;

    /// <param name="codes">Where the badge is from.</param>
    /// <param name="read">Another reader, for the test that the judge bites; the edge's own when left out.</param>
    public CrewTarget(StillCodes codes, Func<GenuineCode, (Order? Order, Refusal? Why)>? read = null)
    {
        genuine = RiderCodeVerifier.Verify(codes.CrewCode, codes.Situation, StillCodes.Moment(TimeTrust.Trusted)).Code
            ?? throw new FuzzFinding("the badge to begin from is refused");
        this.read = read ?? (code => CrewActs.Read(code, codes.CrewCode, Slots, 7));
    }

    public override string Name => "crew";

    /// <summary>A purpose has at most 64 characters: some short texts; our own number.</summary>
    public override long AllocatedMax => 8 * 1024;

    /// <summary>A purpose that may mean something.</summary>
    public static string Purpose(Chance chance, int most)
    {
        var text = "crew:" + chance.Of(Acts) + chance.Of(Tails);
        for (var steps = chance.OneIn(3) ? chance.Between(1, 3) : 0; steps > 0; steps--)
        {
            var at = chance.Below(text.Length + 1);
            text = chance.Below(3) switch
            {
                0 => text.Insert(at, chance.Of(":", ".", " ", "crew:", "é", "0", "３")),
                1 => text[..at],
                _ => text[..at] + text[Math.Min(text.Length, at + 1)..],
            };
        }
        return text.Length > most ? text[..most] : text;
    }

    public override HostileInput Draw(Chance chance) => chance.OneIn(8)
        ? new HostileText(chance.Of("crew:slot.open:3", "crew:slot.clear:12", "crew:cabinet.pause",
            "crew:transaction.cancel"), Genuine: true)
        : new HostileText(chance.OneIn(8) ? Encoding.Latin1.GetString(chance.Bytes(chance.Below(64))) : Purpose(chance, 64));

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var purpose = ((HostileText)input).Text;
        var code = genuine with { Purpose = purpose };
        meter.Begin();
        var (order, why) = CrewActs.Is(purpose) ? read(code) : (null, Refusal.NoRight);
        meter.End();
        if (order is null) return Outcome.Rejected(why?.Name() ?? throw new FuzzFinding("no order, and no reason"));
        var named = Named().Match(purpose);
        if (!named.Success || order.Type.Name() != named.Groups["act"].Value || order.Type == CommandType.RiderFreeze)
            throw new FuzzFinding($"'{input.Shown}' names no act, and led to {order.Type}");
        var slot = named.Groups["slot"].Value;
        if (order.Type.NeedsSlot() ? slot.TrimStart('0') != $"{order.Slot}" : slot.Length > 0 || order.Slot is not null)
            throw new FuzzFinding($"'{input.Shown}' led to slot {order.Slot}");
        return Outcome.Accepted;
    }

    [GeneratedRegex(@"\Acrew:(?<act>[a-z]+\.[a-z]+)(:(?<slot>[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
