using System.Text;
using System.Text.Json;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Uplink;
using YongAi.Simulators.Fuzz.Codes;

namespace YongAi.Simulators.Fuzz.Words;

/// <summary>
/// Commands of the cloud, from the bytes on the topic to the order: whole ones, spoiled ones, and strange ones under a right
/// signature. Judged: nothing is genuine that nobody signed, and an order says what its text says.
/// </summary>
public sealed class SignedCommandTarget : FuzzTarget
{
    private const int Strange = 256, ReleasingLifeMax = 600, LifeMax = 24 * 3600, AheadMax = 300, Forgiven = 20;
    private static readonly FrameShape Shape = new([0x58, 0x59, 0x84, 0xA0, 0xD2, 0x40, (byte)'{', (byte)'"']);
    private static readonly FrameShape Text = new([(byte)'{', (byte)'"', (byte)',', (byte)'\\']);

    private readonly ImmutableArray<byte[]> good, words;
    private readonly HashSet<string> payloads;
    private readonly CommandSituation here;
    private readonly Func<CommandReceived, CommandVerdict> judge;
    private readonly Func<byte[], CommandReceived> open;

    /// <param name="name">Name of the target.</param>
    /// <param name="seeds">Commands of others.</param>
    /// <param name="codes">Keys and the cabinet.</param>
    /// <param name="chance">Draws what is signed.</param>
    /// <param name="judge">Another judge, for the test that ours bites; the edge's own when left out.</param>
    /// <param name="open">How a message is opened; as the host does it when left out.</param>
    public SignedCommandTarget(string name, SeedFiles seeds, StillCodes codes, Chance chance, Func<CommandReceived,
        CommandVerdict>? judge = null,
        Func<byte[], CommandReceived>? open = null)
    {
        (Name, this.open) = (name, open ?? Opened);
        here = new CommandSituation(StillCodes.Cabinet, [.. Enumerable.Range(1, 12).Select(n => new SlotNumber(n))],
            codes.Trust, CommandBook.Empty, 0);
        this.judge = judge ?? (received => CommandChecks.Judge(received, here, StillCodes.Moment(TimeTrust.Trusted)));
        good = [.. seeds.GoodOf("commands").Select(seeds.Command)];
        ImmutableArray<byte[]> texts = [.. good.Select(Payload),
            .. seeds.Names("messages", "command*.json").Select(name => seeds.Bytes("messages/" + name))];
        ImmutableArray<byte[]> odd = [.. Enumerable.Range(0, Strange)
            .Select(_ => StillCodes.Word(StillCodes.CommandKey, "v1/command", Odd(chance, texts)))];
        words = [.. seeds.Names("commands", "*.hex").Select(seeds.Command).Where(bytes => bytes.Length <= Mutator.BytesMax),
            .. odd];
        payloads = [.. seeds.SignedCommands.Select(seeds.Command).Concat(odd).Select(bytes => Convert.ToHexString(Payload(bytes)))];
    }

    public override string Name { get; }

    /// <summary>A message of at most 8 KB: its CBOR, its JSON, one signature, an order; our own number.</summary>
    public override long AllocatedMax => 384 * 1024;

    public override HostileInput Draw(Chance chance) => chance.Below(8) switch
    {
        0 => new HostileBytes(chance.Of(good.AsSpan()), Genuine: true),
        1 or 2 => new HostileBytes(chance.Of(words.AsSpan())),
        3 => new HostileBytes(Mutator.Spoil(chance, chance.Of(words.AsSpan()), words, Shape)),
        4 => new HostileBytes(Respelled(chance, chance.Of(words.AsSpan()))),
        _ => new HostileBytes(CborMutator.Spoil(chance, chance.Of(words.AsSpan()), words)),
    };

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var bytes = ((HostileBytes)input).Bytes;
        meter.Begin();
        var verdict = judge(open(bytes));
        meter.End();
        if (verdict.Genuine || verdict.Order is not null)
        {
            if (!payloads.Contains(Convert.ToHexString(Payload(bytes))))
                throw new FuzzFinding($"genuine though nobody signed it: {verdict}");
            if (verdict.Order is { } order) Judge(order, Payload(bytes));
        }
        return verdict.Order is not null ? Outcome.Accepted : Outcome.Rejected(verdict.Why?.Name() ?? "known before");
    }

    /// <summary>As the host opens a message (edge/Host/Relay/CommandIntake.cs); its own way is fuzzed by tests/fuzz.</summary>
    public static CommandReceived Opened(byte[] bytes)
    {
        if (!CoseSign1.TryPayload(bytes, out var inner)) return new CommandReceived([], null, null);
        var read = UplinkJson.TryReadCommand(inner, out var message, out var id, out _);
        return new CommandReceived([.. bytes], id, read ? WordsOf(message!) : null);
    }

    private static CommandWords WordsOf(Command command)
    {
        var args = command.Args;
        return new CommandWords(command.Cabinet, command.Type, new CommandTarget(args?.Slot, args?.Swap,
            args?.Rider is { } named ? new RiderId(named.Iss, named.Sub) : null, args?.Frozen ?? true), command.Issued,
                command.Expires, command.By, command.Reason);
    }

    private static void Judge(Order order, byte[] payload)
    {
        using var json = JsonDocument.Parse(payload);
        var text = json.RootElement;
        var type = text.GetProperty("type").GetString();
        var (issued, expires) = (text.GetProperty("issued").GetInt64(), text.GetProperty("expires").GetInt64());
        var safe = type is "slot.disable" or "cabinet.pause" || type == "rider.freeze" && order.Type == CommandType.RiderFreeze;
        if (text.GetProperty("cabinet").GetString() != StillCodes.Cabinet || order.Type.Name() != type
            || order.Id != text.GetProperty("id").GetString()
            || expires < StillCodes.At - Forgiven || issued > StillCodes.At + AheadMax + Forgiven
                || expires - issued > (safe ? LifeMax : ReleasingLifeMax))
            throw new FuzzFinding($"followed: {order}");
        if (type!.StartsWith("slot.", StringComparison.Ordinal) && (order.Slot is not { } slot || slot.Value is < 1 or > 12
            || text.GetProperty("args").GetProperty("slot").GetInt32() != slot.Value))
            throw new FuzzFinding($"followed for another slot: {order}");
    }

    private static byte[] Payload(byte[] sign1)
    {
        if (CborTree.Read(sign1) is not { } tree) return [];
        if (tree is { Major: 6, Parts: [var tagged] }) tree = tagged;
        return tree is { Major: 4, Parts: [_, _, { Major: 2 } payload, _] } ? payload.Parts is [var held] ? held.Write()
            : payload.Bytes : [];
    }

    /// <summary>Times of now, so that more than the clock decides; then spoiled.</summary>
    private static byte[] Odd(Chance chance, ImmutableArray<byte[]> texts)
    {
        var spoiled = JsonMutator.Spoil(chance, chance.Of(texts.AsSpan()), texts, Text);
        var id = $"\"id\":\"odd-{chance.Below(1 << 20)}\"";
        if (!chance.OneIn(4)) return spoiled;
        var type = chance.Of("slot.open", "slot.disable", "rider.freeze", "cabinet.pause");
        var args = $$$"""{"slot":{{{chance.Of(0, 1, 3, 12, 13, -1, int.MaxValue)}}},"rider":{"iss":"fuzz","sub":"r"}}""";
        return Encoding.UTF8.GetBytes("{" + $$"""{{id}},"cabinet":"{{StillCodes.Cabinet}}","type":"{{type}}","args": """ + args + ","
            + $$""" "issued":{{Time(chance)}},"expires":{{Time(chance)}},"by":"x","reason":"y"}""");
    }

    private static long Time(Chance chance) => chance.OneIn(3)
        ? chance.Of(0, -1, long.MaxValue, long.MinValue, 253_402_300_800) : StillCodes.At + chance.Between(-700, 700);

    /// <summary>A word with its text spoiled under its old signature.</summary>
    private static byte[] Respelled(Chance chance, byte[] sign1)
    {
        if (CborTree.Read(sign1) is not { } tree) return sign1;
        var array = tree is { Major: 6, Parts: [var tagged] } ? tagged : tree;
        if (array is { Major: 4, Parts: [_, _, { Major: 2 } payload, _] })
        {
            payload.Bytes = JsonMutator.Spoil(chance, Payload(sign1), [Payload(sign1)], Text);
            payload.Parts.Clear();
        }
        return tree.Write();
    }
}
