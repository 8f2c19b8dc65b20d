using System.Text;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.SlotBoards;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>
/// A slot board (hardware reference 1.8), and the judge of what is believed of its slot: presence and charger by an answer to the last
/// question, a reading by the answers to the last read of each of its blocks, the serial by one since the slot was last said to be empty.
/// </summary>
public sealed class SlotBoardPart(byte address, SlotNumber slot) : LinePart
{
    private const int State = 0, Serial = 1, Cells = 2, Values = 3;
    private const int SerialFirst = 0x100, ChargeControl = 51;
    private const byte Write = 6;

    /// <summary>A read is tried twice: what neither try brought is not known any more (decision 0029).</summary>
    private const int Tries = 2;

    private static readonly ImmutableArray<(int First, int Count)> Blocks = [(43, 9), (SerialFirst, 8), (18, 16), (0, 18)];

    /// <summary>For each block where on the tape its last questions were asked, and where the next question ended that.</summary>
    private readonly ImmutableArray<List<(int From, int Until)>> heardOf = [.. Blocks.Select(_ => new List<(int, int)>())];
    private int? asked;
    private bool mayCharge;

    public override DeviceWiring Wiring => new SlotBoardWiring(
        new SlotBoardFit(address, slot, new SerialRegisters(SerialFirst, Blocks[Serial].Count)) { HostTimeout = TimeSpan.FromSeconds(20) });

    public override FrameShape Shape { get; } = new([address, 0x03, 0x06, 0x83, 0x86], 2, RegisterFrames.SetCheck);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        StateOf(address, 98, 1, 0, 0), StateOf(address, 0, 0, 0, 0), StateOf(address, 101, 1, 0, 1), StateOf(address, 50, 1, 1, 1),
        SerialOf(address, "YA48240000000001"), SerialOf(address, "YA48240000000002"),
        SerialOf(address, "short"), SerialOf(address, "YA482400 0000001"),
        SerialOf((byte)(address + 1), "YA48240000000003"),
        CellsOf(address, 13), CellsOf(address, 0), ValuesOf(address, 5120, 250, 0, 2981, 2995, 3001),
        ValuesOf(address, 5120, -250, 1, 2981, 2995, 3001),
        ValuesOf(address, 4800, 0, 0, 2431, 3931, 2981), ValuesOf(address, 0, 0, 0, 0, 0, 0),
        RegisterFrames.Frame(address, 0x83, 2), RegisterFrames.Frame(address, 0x86, 4),
        RegisterFrames.Frame(address, Write, 0, ChargeControl, 0, 1), RegisterFrames.Frame(address, Write, 0, ChargeControl, 0, 0),
    ];

    public override int Questions => Blocks.Length;

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (question.Length != 8 || question[0] != address) return null;
        if (chance.OneIn(16)) return RegisterFrames.Frame(address, (byte)(question[1] | 0x80), 2);
        if (question[1] == Write) return question.ToArray();
        return BlockOf(question) switch
        {
            State => StateOf(address, chance.Between(0, 100), chance.OneIn(8) ? 0 : 1, chance.OneIn(16) ? 1 : 0, chance.Below(2)),
            Serial => SerialOf(address, $"YA4824{chance.Below(1000):0000000000}"),
            Cells => CellsOf(address, chance.OneIn(2) ? 13 : chance.Between(10, 13)),
            Values => ValuesOf(address, chance.Between(4200, 5460), chance.Between(-30_000, 30_000), chance.OneIn(4) ? chance.Byte() : 0,
                chance.Between(2631, 3331), chance.Between(2631, 3331), chance.Between(2631, 3331)),
            _ => null,
        };
    }

    public override Effect Order(Chance chance)
    {
        Effect order = chance.Below(3) switch
        {
            0 => new StopCharging(slot),
            1 => new ChargeOrder(slot, TimeSpan.FromSeconds(chance.Between(1, 90))),
            _ => new ReadAgain(slot),
        };
        if (order is not ReadAgain) mayCharge = order is ChargeOrder;
        return order;
    }

    public override bool IsKnowledge(Input fact) => fact is PackRead;

    public override void Begin(Chance chance)
    {
        foreach (var heard in heardOf) heard.Clear();
        (asked, mayCharge) = (null, false);
    }

    public override void Asked(LineTape tape)
    {
        if (asked is { } before) heardOf[before][^1] = (heardOf[before][^1].From, tape.Length);
        asked = BlockOf(tape.Question);
        if (asked is { } block)
        {
            if (heardOf[block].Count == Tries) heardOf[block].RemoveAt(0);
            heardOf[block].Add((tape.Length, int.MaxValue));
        }
        else if (tape.Question is not [var board, Write, 0, ChargeControl, 0, 0 or 1, _, _] || board != address)
            throw new FuzzFinding($"a slot board is told {Convert.ToHexString(tape.Question)}");
        else if (tape.Question[5] == 1 && !mayCharge) throw new FuzzFinding("a charger is switched on that nobody ordered");
    }

    public override bool Judge(Input fact, LineTape tape)
    {
        if (fact is SwitchesSilent or ChargersSilent or PackUnreadable or PackSilent { LineUp: false })
        {
            if (fact is PackSilent) Forget(State, Serial, Cells);
            return true;
        }
        if (fact is not (SwitchesRead or ChargersRead or PackSilent or PackRead)) return false;
        if (Unsaid(fact, tape) is { } what)
            throw new FuzzFinding(
                $"{what}: no valid frame of board {address} says {Words(fact)}; question {Convert.ToHexString(tape.Question)}");
        if (fact is SwitchesRead) Forget(State);
        if (fact is PackSilent) Forget(Serial, Cells);
        return true;
    }

    /// <summary>What was said before the question in flight counts no longer.</summary>
    private void Forget(params ReadOnlySpan<int> blocks)
    {
        foreach (var block in blocks) heardOf[block].RemoveAll(heard => heard.Until != int.MaxValue);
    }

    /// <summary>What nobody said of a fact; null when all of it was said.</summary>
    private string? Unsaid(Input fact, LineTape tape) => fact switch
    {
        SwitchesRead read => asked == State && Said(State, tape).Any(state => read.Slots is [var only]
            && only == new SlotSwitches(slot, null, Register(state, 5) != 0)) ? null : "presence",
        ChargersRead read => asked == State && Said(State, tape).Any(state => read.Slots is [var only]
            && only == new ChargerState(slot, Register(state, 8) != 0)) ? null : "charge control",
        PackSilent silent => asked == State && silent.Slot == slot && Said(State, tape).Any(state => !HasPack(state)) ? null
            : "an empty slot",
        PackRead read when asked != Values || read.Slot != slot => "a pack",
        PackRead read => Unsaid(read.Reading, tape),
        _ => "this",
    };

    private string? Unsaid(PackReading reading, LineTape tape) =>
        !Said(State, tape).Any(state => HasPack(state) && Register(state, 3) is <= 100 and var percent && percent == reading.Charge.Percent)
            ? "percent of a pack that is there"
        : !Said(Serial, tape).Any(letters => Encoding.Latin1.GetString(letters).Trim(' ', '\0') == reading.Serial.Text) ? "serial"
        // The reference names no cell for registers 30 to 32; the board's page counts those that say a voltage.
        : !Said(Cells, tape).Any(cells => Enumerable.Range(0, 16).Count(at => Register(cells, at) != 0) == reading.Cells) ? "cells"
        : !Said(Values, tape).Any(values => Means(values, reading)) ? "values" : null;

    private static bool Means(byte[] values, PackReading reading)
    {
        var celsius = new[] { 12, 14, 16 }.Select(at => (Long(values, at) - 2731.5) / 10).ToArray();
        var good = celsius.Where(one => one is >= -30 and <= 120).ToArray();
        var faults = (Register(values, 5) != 0 || Register(values, 6) != 0 ? PackFaults.SoftwareLock : PackFaults.None)
            | (good.Length < celsius.Length ? PackFaults.FrontEnd : PackFaults.None);
        return good.Length > 0 && faults == reading.Faults && Near(Register(values, 7) / 100.0, reading.Volts.Value)
            && Near(Long(values, 9) / 1000.0, reading.Amps.Value) && Near(good.Min(), reading.Coldest.Value)
            && Near(good.Max(), reading.Hottest.Value);
    }

    private static bool HasPack(byte[] state) => Register(state, 5) != 0 && Register(state, 6) == 0;

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-6;

    private List<byte[]> Said(int block, LineTape tape)
    {
        List<byte[]> said = [];
        foreach (var (from, until) in heardOf[block])
        {
            var bytes = tape.From(from);
            if (until < tape.Length) bytes = bytes[..(until - from)];
            for (var at = 0; at < bytes.Length; at++)
                if (RegisterFrames.DataOf(bytes[at..], address, Blocks[block].Count) is { } data) said.Add(data);
        }
        return said;
    }

    private int? BlockOf(ReadOnlySpan<byte> question) =>
        RegisterFrames.Asked(question, address) is { } range && Blocks.IndexOf(range) is >= 0 and var block ? block : null;

    private static int Register(byte[] data, int at) => data[2 * at] * 256 + data[2 * at + 1];

    private static int Long(byte[] data, int at) => unchecked(Register(data, at) * 65_536 + Register(data, at + 1));

    private static byte[] StateOf(byte address, int percent, int present, int canSilent, int charging) =>
        Registers(address, Blocks[State].Count, (3, percent), (4, 100), (5, present), (6, canSilent), (8, charging));

    private static byte[] CellsOf(byte address, int count) =>
        Registers(address, Blocks[Cells].Count, [.. Enumerable.Range(0, count).Select(n => (n < 12 ? n : 15, 3900 + n))]);

    private static byte[] ValuesOf(byte address, int volts, int milliamps, int alarms, params ReadOnlySpan<int> kelvins) => Registers(
        address, Blocks[Values].Count, (5, alarms), (7, volts), (9, milliamps >> 16), (10, milliamps),
        (13, kelvins[0]), (15, kelvins[1]), (17, kelvins[2]));

    private static byte[] SerialOf(byte address, string serial) =>
        RegisterFrames.AnswerWith(address, Encoding.ASCII.GetBytes(serial.PadRight(2 * Blocks[Serial].Count, '\0')));

    private static byte[] Registers(byte address, int count, params ReadOnlySpan<(int At, int Value)> values)
    {
        var data = new byte[2 * count];
        foreach (var (at, value) in values) (data[2 * at], data[2 * at + 1]) = ((byte)(value >> 8 & 0xFF), (byte)(value & 0xFF));
        return RegisterFrames.AnswerWith(address, data);
    }

    private static string Words(Input fact) => fact switch
    {
        SwitchesRead read => string.Join(", ", read.Slots),
        ChargersRead read => string.Join(", ", read.Slots),
        _ => $"{fact}",
    };
}
