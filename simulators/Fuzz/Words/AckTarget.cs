using System.Text.Json;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Edge.Uplink;
using YongAi.Simulators.Fuzz.Codes;

namespace YongAi.Simulators.Fuzz.Words;

/// <summary>
/// Acknowledgements of the cloud, from the bytes on the topic to the outbox. Judged: the outbox moves only by a signed word,
/// for this cabinet and journal, and never beyond what was handed over.
/// </summary>
public sealed class AckTarget : FuzzTarget, IRigOutside, IJournal
{
    public const string Journal = "00000000000000a1";

    private const string Boot = "00000000000000b1";
    private const int Signed = 256;
    private static readonly FrameShape Shape = new([0x58, 0x84, 0xA0, 0xD2, 0x40, (byte)'{']),
        Text = new([(byte)'{', (byte)'"', (byte)',', (byte)'\\']);

    private readonly ImmutableArray<byte[]> words;
    private readonly HashSet<string> payloads;
    private readonly TrustStore trust;
    private readonly Func<byte[], long, AckReceived?> open;
    private Rig rig = null!;
    private long handed;
    private AckReceived? told;
    private bool moved;
    private byte[] bytes = [];

    /// <param name="name">Name of the target.</param>
    /// <param name="codes">The keys.</param>
    /// <param name="chance">Draws what is signed.</param>
    /// <param name="open">How a message is opened, given how far was published; as the host does it when left out.</param>
    public AckTarget(string name, StillCodes codes, Chance chance, Func<byte[], long, AckReceived?>? open = null)
    {
        (Name, trust, this.open) = (name, codes.Trust, open ?? Opened);
        var texts = Enumerable.Range(0, Signed).Select(_ => Odd(chance)).ToList();
        words = [.. texts.Select(text => StillCodes.Word(StillCodes.AckKey, "v1/ack", text)),
            StillCodes.Word(StillCodes.CommandKey, "v1/ack", Usual(1, StillCodes.At)),
            StillCodes.Word(StillCodes.AckKey, "v1/command", Usual(1, StillCodes.At))];
        payloads = [.. texts.Select(Convert.ToHexString)];
    }

    public override string Name { get; }

    /// <summary>A message of at most 8 KB: its CBOR, its JSON, one signature, one turn of the cabinet; our own number.</summary>
    public override long AllocatedMax => 192 * 1024;

    public override int SessionLength => 64;

    public override void Begin(Chance chance)
    {
        handed = 0;
        var plan = new SitePlan(StillCodes.Cabinet, null, [new SlotPlan(new SlotNumber(1), false, false, false)],
            new PackBook([]), trust,
            StillCodes.Policy, new SwapTimes(), new ChargeLimits(1, TimeSpan.FromSeconds(30), new Celsius(0),
                new Celsius(45), new StateOfCharge(100),
            new StateOfCharge(95)), new StateOfCharge(90));
        rig = new Rig(new Wiring([]), plan, Ledger.Empty, this, Now, this);
        rig.Tell(new Start(Boot, Journal, "0.1.0", false), Now);
        rig.Written(handed, Now);
    }

    public override HostileInput Draw(Chance chance) => new HostileBytes(chance.Below(8) switch
    {
        0 or 1 or 2 => chance.Of(words.AsSpan()),
        3 => Mutator.Spoil(chance, chance.Of(words.AsSpan()), words, Shape),
        _ => CborMutator.Spoil(chance, chance.Of(words.AsSpan()), words),
    });

    public override Outcome Try(HostileInput input, Meter meter)
    {
        bytes = ((HostileBytes)input).Bytes;
        (moved, told) = (false, null);
        meter.Begin();
        told = open(bytes, handed);
        if (told is not null)
        {
            rig.Tell(told, Now);
            rig.Written(handed, Now);
        }
        meter.End();
        return moved ? Outcome.Accepted : Outcome.Rejected(told is null ? "not an acknowledgement" : "not believed");
    }

    void IJournal.Hand(ImmutableArray<Entry> entries) => handed = entries[^1].Position;

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes) => throw new FuzzFinding("there is no line here");

    void IRigOutside.Run(Errand errand) => Judge(errand);

    /// <summary>An errand as the cabinet ordered it.</summary>
    public void Judge(Errand errand)
    {
        if (errand is MoveOutbox move)
        {
            moved = true;
            if (move.Through < 0 || move.Through > handed) throw new FuzzFinding($"{move} is believed, {handed} were handed over");
            Genuine(move.Through);
        }
        else if (errand is GiveUpJournal lost)
        {
            if (lost.Through <= handed) throw new FuzzFinding($"{lost} although {handed} were handed over");
            Genuine(lost.Through);
        }
    }

    private void Genuine(long through)
    {
        var tree = CborTree.Read(bytes);
        if ((tree is { Major: 6, Parts: [var tagged] } ? tagged : tree) is not { Parts: [_, _, var inner, _] })
            throw new FuzzFinding("what is no signed message was believed");
        var payload = inner.Parts is [var held] ? held.Write() : inner.Bytes;
        if (!payloads.Contains(Convert.ToHexString(payload))) throw new FuzzFinding("believed though nobody signed it");
        using var json = JsonDocument.Parse(payload);
        if (json.RootElement.GetProperty("cabinet").GetString() != StillCodes.Cabinet
            || json.RootElement.GetProperty("journal").GetString() != Journal
            || json.RootElement.GetProperty("through").GetInt64() != through)
            throw new FuzzFinding("believed though it is another's");
    }

    /// <summary>What was published is what was handed over, or less: the host says so (edge/Host/Relay/AckIntake.cs).</summary>
    private static AckReceived? Opened(byte[] bytes, long published) =>
        CoseSign1.TryPayload(bytes, out var inner) && UplinkJson.TryReadAck(inner.Span, out var ack, out _)
            ? new AckReceived([.. bytes], ack!.Cabinet, ack.Journal, ack.Through, ack.Resend, ack.Issued, published) : null;

    private static Moment Now => StillCodes.Moment(TimeTrust.Trusted);

    private static byte[] Odd(Chance chance)
    {
        var usual = Usual(chance.OneIn(2) ? chance.Of(-1, 2, 3, 100, long.MaxValue, long.MinValue) : chance.Between(0, 2),
            chance.OneIn(4) ? chance.Of(0, -1, long.MaxValue, long.MinValue) : StillCodes.At + chance.Between(-9, 9));
        return chance.OneIn(2) ? usual : JsonMutator.Spoil(chance, usual, [usual], Text);
    }

    private static byte[] Usual(long through, long issued) =>
        UplinkJson.Write(new Ack(StillCodes.Cabinet, Journal, through, through % 2 == 0, issued));
}
