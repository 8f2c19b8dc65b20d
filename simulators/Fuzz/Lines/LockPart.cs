using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>A lock board of the 8A/80 family (hardware reference 1.1), and the judge of what is believed of its doors.</summary>
/// <param name="address">1 to 32.</param>
/// <param name="dialect">Function of its opening command.</param>
/// <param name="readsAll">It answers for all channels at once.</param>
/// <param name="firstSlot">Slot of its first lock; it has four, with door switches on 1 to 4 and presence switches on 5 to
/// 8.</param>
public sealed class LockPart(byte address, LockDialect dialect, bool readsAll, int firstSlot) : LinePart
{
    private const int Doors = 4;
    private const byte Read = 0x80, Open = 0x8A, High = 0x11, Low = 0x00, Function = 0x33;
    private static readonly byte[] ReportHeads = [0x81, 0x82];

    private readonly ImmutableArray<LockChannel> channels =
    [
        // Presence is active low, so that a level and its meaning are two things.
        .. Enumerable.Range(0, Doors).Select(n => new LockChannel(n + 1, new SlotNumber(firstSlot + n), FeedbackUse.Door,
            new SlotNumber(firstSlot + n), 1)),
        .. Enumerable.Range(0, Doors).Select(n => new LockChannel(n + 1 + Doors, null, FeedbackUse.Presence,
            new SlotNumber(firstSlot + n), 0)),
    ];

    public override DeviceWiring Wiring =>
        new LockBoardWiring(new A80Make(dialect, readsAll), address, EchoMode.Probe, channels, TimeSpan.FromMilliseconds(500));

    public override FrameShape Shape { get; } = new([Read, Open, .. ReportHeads, 0x90, 0x9A, 0x9E], null, SetXor);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        .. Enumerable.Range(1, 2 * Doors).SelectMany(channel => new[]
        {
            Frame(Read, address, (byte)channel, Low), Frame(Read, address, (byte)channel, High),
            Frame(Open, address, (byte)channel, Low),
            Frame(Open, address, (byte)channel, High), Frame(0x81, address, (byte)channel, High),
            Frame(0x82, address, (byte)channel, Low),
        }),
        All(address, 0), All(address, 0xFFFFFF), All(address, 0x00F00F), Frame(Read, (byte)(address + 1), 1, Low),
        Frame(Read, address, 0, Function),
        Frame(0x82, address, 0x00, 0xAB), // the answer to the question for the firmware has the head of a report
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (question.Length != 5 || question[1] != address || question[0] is not (Read or Open)) return null;
        if (question[0] == Read && question[2] == 0) return All(address, chance.Below(1 << 24));
        return Frame(question[0], address, question[2], chance.OneIn(2) ? High : Low);
    }

    public override byte[] Unasked(Chance chance) =>
        Frame(chance.Of(ReportHeads), address, (byte)chance.Between(1, 2 * Doors), chance.OneIn(2) ? High : Low);

    public override Effect Order(Chance chance)
    {
        var slot = new SlotNumber(firstSlot + chance.Below(Doors));
        return chance.OneIn(2) ? new FireLock(slot) : new ReadAgain(slot);
    }

    public override bool IsKnowledge(Input fact) => fact is SwitchesRead;

    public override bool Judge(Input fact, LineTape tape)
    {
        if (fact is SwitchesSilent silent) return silent.Slots.Any(IsMine);
        if (fact is LockFired fired) return IsMine(fired.Slot);
        if (fact is LockNotFired kept) return IsMine(kept.Slot);
        if (fact is not SwitchesRead read || read.Slots.IsEmpty || !IsMine(read.Slots[0].Slot)) return false;
        if (!Said(read, tape))
            throw new FuzzFinding(
                $"no valid frame of board {address} says {string.Join(", ", read.Slots)}; "
                + $"question {Convert.ToHexString(tape.Question)}");
        return true;
    }

    private bool IsMine(SlotNumber slot) => slot.Value >= firstSlot && slot.Value < firstSlot + Doors;

    /// <summary>A reply that began after its question was asked, or a report at any time.</summary>
    private bool Said(SwitchesRead read, LineTape tape)
    {
        var heard = tape.Since(0);
        var before = heard.Length - (tape.Length - tape.AskedAt);
        for (var end = heard.Length; end >= 5; end--)
        {
            var single = heard.Slice(end - 5, 5);
            if (IsSingle(single) && (end - 5 >= before || ReportHeads.Contains(single[0]))
                && Means(single, tape.Question, read)) return true;
            if (end < 7 || end - 7 < before || tape.Question is not [Read, _, 0, ..]) continue;
            var all = heard.Slice(end - 7, 7);
            if (all[0] == Read && all[1] == address && all[5] == Function && Xor(all) == 0 && MeansAll(all, read)) return true;
        }
        return false;
    }

    private bool IsSingle(ReadOnlySpan<byte> frame) => frame[1] == address && frame[3] is Low or High && Xor(frame) == 0;

    private bool Means(ReadOnlySpan<byte> frame, byte[] question, SwitchesRead read)
    {
        // The answer to a read must be of the channel that was asked for.
        if (frame[0] == Read ? question.Length < 3 || question[0] != Read || question[1] != address
            || question[2] != frame[2] : !ReportHeads.Contains(frame[0]))
            return false;
        var channel = frame[2];
        var wired = channels.FirstOrDefault(each => each.Channel == channel);
        return wired is not null && read.Slots is [var slot] && slot == Says(wired, frame[3] == High);
    }

    private bool MeansAll(ReadOnlySpan<byte> frame, SwitchesRead read)
    {
        var levels = frame[2] * 65536 + frame[3] * 256 + frame[4];
        foreach (var slot in read.Slots)
        {
            var n = slot.Slot.Value - firstSlot;
            if (n is < 0 or >= Doors) return false;
            var door = Says(channels[n], (levels >> n) % 2 == 1).Door;
            var present = Says(channels[n + Doors], (levels >> (n + Doors)) % 2 == 1).Present;
            if (slot != new SlotSwitches(slot.Slot, door, present)) return false;
        }
        return read.Slots.Length == Doors;
    }

    private static SlotSwitches Says(LockChannel channel, bool level) => channel.Use == FeedbackUse.Door
        ? new SlotSwitches(channel.Slot!.Value, level == (channel.ActiveLevel == 1) ? DoorState.Closed : DoorState.Open, null)
        : new SlotSwitches(channel.Slot!.Value, null, level == (channel.ActiveLevel == 1));

    private static byte[] Frame(byte head, byte board, byte channel, byte level) =>
        [head, board, channel, level, (byte)(head ^ board ^ channel ^ level)];

    private static byte[] All(byte board, int levels)
    {
        byte[] frame = [Read, board, (byte)(levels >> 16), (byte)(levels >> 8 & 0xFF), (byte)(levels & 0xFF), Function, 0];
        SetXor(frame);
        return frame;
    }

    private static byte Xor(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var b in bytes) sum ^= b;
        return sum;
    }

    private static void SetXor(byte[] frame)
    {
        if (frame.Length > 1) frame[^1] = Xor(frame.AsSpan(..^1));
    }
}
