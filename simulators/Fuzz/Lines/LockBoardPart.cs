using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>
/// A lock board of some family beside 8A/80 with four doors and four presence switches, and the judge of what is believed of them: each
/// fact was said by as many whole frames of this board as its family wants.
/// </summary>
/// <param name="table">The frames of its family.</param>
/// <param name="address">Its address.</param>
public sealed class LockBoardPart(LockTable table, byte address) : LinePart
{
    private const int Doors = 4;

    private readonly ImmutableArray<LockChannel> channels =
    [
        // Presence is active low, so that a level and its meaning are two things.
        .. Enumerable.Range(1, Doors).Select(n => new LockChannel(n, new SlotNumber(n), FeedbackUse.Door, new SlotNumber(n), 1)),
        .. Enumerable.Range(1, Doors).Select(n => new LockChannel(table.Presence + n - 1, null, FeedbackUse.Presence, new SlotNumber(n), 0)),
    ];

    public override DeviceWiring Wiring => new LockBoardWiring(table.Make, address, EchoMode.Probe, channels, TimeSpan.FromMilliseconds(500));

    public override FrameShape Shape => table.Shape;

    public override IReadOnlyList<byte[]> Frames => table.Frames;

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance) => table.Answer(question, chance);

    public override byte[]? Unasked(Chance chance) => table.Unasked(chance);

    public override Effect Order(Chance chance)
    {
        var slot = new SlotNumber(chance.Between(1, Doors));
        return chance.OneIn(2) ? new FireLock(slot) : new ReadAgain(slot);
    }

    public override bool IsKnowledge(Input fact) => fact is SwitchesRead;

    public override bool Judge(Input fact, LineTape tape)
    {
        var isSaid = fact switch
        {
            SwitchesSilent or LockFired or LockNotFired => true,
            LockRefused => FramesThat(tape, 1, (frame, after) => after && table.Refuses(frame, tape.Question)),
            SwitchesRead read => FramesThat(tape, table.FramesForAFact, (frame, after) => Says(frame, after, tape.Question, read)),
            _ => false,
        };
        if (!isSaid && fact is SwitchesRead or LockRefused)
            throw new FuzzFinding($"no valid frame of board {address} says {Words(fact)}; question {Convert.ToHexString(tape.Question)}");
        return isSaid;
    }

    private static string Words(Input fact) => fact is SwitchesRead read ? string.Join(", ", read.Slots) : $"{fact}";

    private delegate bool FrameSays(ReadOnlySpan<byte> frame, bool afterQuestion);

    /// <summary>Looks back for so many frames; the last of them began after the question, or may come at any time.</summary>
    private bool FramesThat(LineTape tape, int count, FrameSays says)
    {
        var heard = tape.From(0);
        var found = 0;
        for (var end = heard.Length; end > 0 && found < count; end--)
            foreach (var length in table.Lengths)
            {
                if (length > end) break;
                if (!says(heard.Slice(end - length, length), found > 0 || end - length >= tape.AskedAt)) continue;
                found++;
                break;
            }
        return found == count;
    }

    private bool Says(ReadOnlySpan<byte> frame, bool afterQuestion, byte[] question, SwitchesRead read)
    {
        if (table.Says(frame, question) is not { } said || !(said.Report || afterQuestion)) return false;
        if (said.All) return read.Slots.Length == Doors && read.Slots.All(slot => slot == Whole(slot.Slot, said));
        var wired = channels.FirstOrDefault(each => each.Channel == said.Levels[0].Channel);
        return wired is not null && read.Slots is [var only] && only == Part(wired, said);
    }

    private SlotSwitches Whole(SlotNumber slot, LevelsSaid said)
    {
        var (door, present) = (Part(channels[slot.Value - 1], said).Door, Part(channels[Doors + slot.Value - 1], said).Present);
        return new SlotSwitches(slot, door, present);
    }

    private static SlotSwitches Part(LockChannel channel, LevelsSaid said)
    {
        bool? level = null;
        foreach (var one in said.Levels)
            if (one.Channel == channel.Channel) level = one.Level;
        bool? active = level is { } high ? high == (channel.ActiveLevel == 1) : null;
        return channel.Use == FeedbackUse.Door
            ? new SlotSwitches(channel.Slot!.Value,
                active is not { } closed ? DoorState.Unknown : closed ? DoorState.Closed : DoorState.Open, null)
            : new SlotSwitches(channel.Slot!.Value, null, active);
    }
}
