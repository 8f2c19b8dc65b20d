using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>A selection of a vending board and the spiral that it drives.</summary>
public readonly record struct VmcSpiral(int Selection, SimulatedSpiral Spiral);

/// <summary>
/// A vending board of the XY style (hardware 5). It is the master: each 200 ms it says what it has to say, or asks, and listens until it
/// speaks again (real ones want an answer within 100 ms; on terminals a machine may stand still for longer). What the host does not
/// acknowledge it says again, five times; a command with the number of the one before it does not do again.
/// </summary>
public sealed class VmcSimulator : ISimulatedBoard
{
    private const byte CheckSelection = 0x01, SelectionStatus = 0x02, DispensingStatus = 0x04, Drive = 0x06, SelectionInformation = 0x11;
    private const byte Synchronise = 0x31, Poll = 0x41, Acknowledged = 0x42;
    private const byte Running = 0x01, Done = 0x02, Jammed = 0x03, DidNotStop = 0x04, NoMotor = 0x06;
    private const byte Normal = 0x01, OutOfStock = 0x02, NoSuchSelection = 0x03;
    private const int SaysMax = 5, WaitingMax = 32, LateMilliseconds = 700;
    private static readonly TimeSpan PollsEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan TurnTakes = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AcknowledgesAfter = TimeSpan.FromMilliseconds(5);

    private readonly ImmutableArray<VmcSpiral> spirals;
    private readonly FaultSpot faults;
    private readonly BoardPower power;
    private readonly BoardVoice voice;
    private readonly VmcEar ear = new();
    private readonly BoardAgenda agenda = new();
    private readonly Queue<byte[]> toSay = new();
    private int said;
    private byte? lastNumber;
    private byte ownNumber;
    private bool turning;

    public VmcSimulator(ImmutableArray<VmcSpiral> spirals, FaultSpot faults)
    {
        (this.spirals, this.faults) = (spirals, faults);
        power = new BoardPower(faults);
        voice = new BoardVoice(faults);
        agenda.Add(PollsEvery, Speak);
    }

    public TimeSpan? NextDeadline => Soonest.Of(agenda.NextDue, voice.NextDue);

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now))
        {
            ear.Forget();
            return;
        }
        ear.Hear(bytes, now);
        while (ear.TryCut(out var command, out var data)) Obey(command, data, now);
    }

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now)) Restart();
        agenda.RunDue(now);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    /// <summary>One turn to speak: what waits to be said comes before a question.</summary>
    private void Speak(TimeSpan now)
    {
        var late = TimeSpan.Zero;
        if (faults.Has(Fault.LatePoll))
        {
            late = TimeSpan.FromMilliseconds(faults.NumberOf(Fault.LatePoll, LateMilliseconds));
            faults.Take(Fault.LatePoll);
        }
        agenda.Add(now + PollsEvery + late, Speak);
        if (power.IsDeaf(now)) return;
        if (said == SaysMax)
        {
            toSay.Dequeue();
            said = 0;
        }
        var frame = toSay.TryPeek(out var waiting) ? waiting : Frame(Poll);
        if (waiting is not null) said++;
        voice.Say(frame, now);
    }

    private void Obey(byte command, byte[] data, TimeSpan now)
    {
        if (command == Acknowledged)
        {
            if (said > 0 && !faults.Take(Fault.StatusTwice)) toSay.Dequeue();
            said = 0;
            return;
        }
        if (data is not [var number, ..]) return;
        voice.Answer(Frame(Acknowledged), now + AcknowledgesAfter);
        if (number == lastNumber) return;
        lastNumber = number;
        switch (command, data.Length)
        {
            case (CheckSelection, 3):
                Tell(SelectionStatus, StateOf(SelectionIn(data, 1)), SelectionIn(data, 1));
                break;
            case (Drive, 5):
                Begin(SelectionIn(data, 3), looks: data[1] == 1, now);
                break;
            case (Synchronise, 1):
                foreach (var (selection, spiral) in spirals)
                    Queue(SelectionInformation, [(byte)(selection >> 8), (byte)selection, 0, 0, 0, 100, (byte)spiral.Things, 10, 0, 1, 0]);
                break;
        }
    }

    private void Begin(int selection, bool looks, TimeSpan now)
    {
        if (turning) return;
        if (Find(selection) is not { } spiral || faults.Take(Fault.NoMotor))
        {
            Tell(DispensingStatus, NoMotor, selection);
            return;
        }
        turning = true;
        Tell(DispensingStatus, Running, selection);
        var turn = spiral.Turn();
        agenda.Add(now + TurnTakes, _ =>
        {
            turning = false;
            if (faults.Take(Fault.StatusLost)) return;
            // With the curtain on, nothing seen is told as a jam, as in the one written record there is.
            Tell(DispensingStatus, turn.Stuck ? Jammed : turn.RanOn ? DidNotStop : looks && !turn.Seen ? Jammed : Done, selection);
        });
    }

    private byte StateOf(int selection) => Find(selection) is not { } spiral ? NoSuchSelection : spiral.Things == 0 ? OutOfStock : Normal;

    private SimulatedSpiral? Find(int selection)
    {
        foreach (var one in spirals)
            if (one.Selection == selection) return one.Spiral;
        return null;
    }

    private void Tell(byte command, byte state, int selection) => Queue(command, [state, (byte)(selection >> 8), (byte)selection]);

    private void Queue(byte command, ReadOnlySpan<byte> text)
    {
        if (toSay.Count == WaitingMax) return;
        ownNumber = (byte)(ownNumber % 255 + 1);
        toSay.Enqueue(Frame(command, [ownNumber, .. text]));
    }

    private void Restart()
    {
        agenda.Forget();
        voice.Forget();
        ear.Forget();
        toSay.Clear();
        (said, lastNumber, ownNumber, turning) = (0, null, 0, false);
        agenda.Add(power.HearsFrom, Speak);
    }

    private static int SelectionIn(byte[] data, int at) => data[at] << 8 | data[at + 1];

    private static byte[] Frame(byte command, params ReadOnlySpan<byte> data)
    {
        byte[] frame = [0xFA, 0xFB, command, (byte)data.Length, .. data, 0];
        foreach (var b in frame.AsSpan(..^1)) frame[^1] ^= b;
        return frame;
    }
}
