using System.Text;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.SlotBoards;

/// <summary>
/// A board that is a Modbus slave for one slot and stands between us and its pack, its presence switches and its charger. What the charger
/// does is known only from reading charge control back.
/// </summary>
/// <param name="fit">How it is fitted.</param>
public sealed class SlotBoard(SlotBoardFit fit) : Device
{
    /// <summary>Common Modbus boards answer within some tens of milliseconds.</summary>
    public static readonly TimeSpan ReplyWithin = TimeSpan.FromMilliseconds(200);

    private enum Asked { State, Serial, Cells, Values, On, Off }

    private readonly KeptAnswer values = new(2 * SlotBoardRegisters.ValuesCount);
    private readonly KeptAnswer state = new(2 * SlotBoardRegisters.StateCount);
    private readonly KeptAnswer serial = new(2 * fit.Serial.Count);
    private readonly KeptAnswer cells = new(2 * SlotBoardRegisters.CellsCount);
    private readonly TimeSpan[] dueAt = new TimeSpan[(int)Asked.Values + 1];
    private readonly Patience patience = new();
    private readonly Trust trust = new();
    private readonly ChargeLease lease = new(fit.HostTimeout);
    private readonly byte[] write = new byte[ModbusFrames.Length];
    private readonly PackSilent silent = new(fit.Slot, LineUp: true);
    private readonly PackUnreadable unreadable = new(fit.Slot);
    private readonly Input[] gone =
    [
        new SwitchesSilent([fit.Slot]), new PackSilent(fit.Slot, LineUp: false), new ChargersSilent([fit.Slot]),
    ];

    private Asked asked;
    private Asked? secondTry;
    private TimeSpan? againAt;
    private SlotBoardState says;
    private (PackRead? Pack, SwitchesRead? Switches, ChargersRead? Charger) told;

    /// <inheritdoc/>
    public override TimeSpan? GivesUpAt => lease.TooLateAt;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect switch
    {
        StopCharging stop => stop.Slot == fit.Slot,
        ChargeOrder order => order.Slot == fit.Slot && fit.HostTimeout is not null,
        ReadAgain again => again.Slot == fit.Slot,
        _ => false,
    };

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        Forget();
        trust.Reset();
        Array.Fill(dueAt, now);
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts)
    {
        Forget();
        Gone(facts);
    }

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (effect is StopCharging) lease.Stop(now);
        else if (effect is ChargeOrder order) lease.Start(order.Lease, now);
        else againAt ??= now;
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency switch
    {
        Urgency.Stop => lease.OffSince,
        Urgency.ReadAgain => againAt,
        Urgency.Charge => lease.OnAt,
        Urgency.Poll => dueAt[(int)Due()],
        _ => null,
    };

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        asked = urgency switch
        {
            Urgency.Stop => Asked.Off,
            Urgency.Charge => Asked.On,
            Urgency.ReadAgain => Asked.State,
            _ => Due(),
        };
        var length = Write(request, now);
        return new Question(length, ReplyWithin, UnlikeItsReply: asked is not (Asked.On or Asked.Off));
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var writes = asked is Asked.On or Asked.Off;
        var function = writes ? ModbusFrames.WriteRegister : ModbusFrames.ReadRegisters;
        var refused = ModbusFrames.Refusal(head, fit.Address, function, out _);
        if (refused.Taken > 0 && !writes) Missed(now, facts);
        if (refused.Taken > 0) return refused;
        var heard = writes ? ModbusFrames.Written(head, write) : HearRegisters(head, now, facts);
        return heard == Heard.Nothing ? refused : heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var late = Heard.Nothing;
        if (ModbusFrames.Begins(head, fit.Address, ModbusFrames.WriteRegister)) late = ModbusFrames.Whole(head, ModbusFrames.Length);
        for (var kind = Asked.State; late == Heard.Nothing && kind <= Asked.Values; kind++)
            late = ModbusFrames.Registers(head, fit.Address, RangeOf(kind).Count, out _);
        if (late == Heard.Nothing) late = ModbusFrames.Refusal(head, fit.Address, ModbusFrames.ReadRegisters, out _);
        if (late == Heard.Nothing) late = ModbusFrames.Refusal(head, fit.Address, ModbusFrames.WriteRegister, out _);
        return late.Taken > 0 ? Heard.Stray(late.Taken) : late;
    }

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length == other.Length && one[..2].SequenceEqual(other[..2]);

    /// <inheritdoc/>
    public override void Contradicted(TimeSpan now, Facts facts)
    {
        trust.Contradicted();
        if (trust.Stands) return;
        Age();
        Gone(facts);
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        if (asked is Asked.On or Asked.Off) return;
        if (patience.MayTryAgain()) (secondTry, dueAt[(int)asked]) = (asked, now);
        else Missed(now, facts);
    }

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts) => lease.GiveUp(now);

    /// <summary>After a write the registers say what it came to.</summary>
    private int Write(Span<byte> request, TimeSpan now)
    {
        if (asked is Asked.On or Asked.Off)
        {
            againAt = now;
            if (asked == Asked.On) lease.Renewed(now);
            else lease.Stopped();
            var length = ModbusFrames.Write(request, fit.Address, ModbusFrames.WriteRegister, SlotBoardRegisters.ChargeControl, asked == Asked.On ? 1 : 0);
            request[..length].CopyTo(write);
            return length;
        }
        if (asked == Asked.State) againAt = null;
        if (asked == secondTry) secondTry = null;
        // Counted from when it was due, not from when its turn came: on a full line a round would grow longer and longer.
        var next = dueAt[(int)asked] + EveryOf(asked);
        dueAt[(int)asked] = next > now ? next : now + EveryOf(asked);
        var (first, count) = RangeOf(asked);
        return ModbusFrames.Write(request, fit.Address, ModbusFrames.ReadRegisters, first, count);
    }

    private Heard HearRegisters(ReadOnlySpan<byte> head, TimeSpan at, Facts facts)
    {
        var heard = ModbusFrames.Registers(head, fit.Address, RangeOf(asked).Count, out var data);
        if (heard.Taken == 0) return heard;
        patience.Answered();
        trust.Answered();
        if (!trust.Stands) Gone(facts);
        else if (asked == Asked.State) HearState(data, at, facts);
        else if (asked == Asked.Values) HearValues(data, facts);
        else if (KeptOf(asked).Keep(data)) told.Pack = null;
        return heard;
    }

    private void HearState(ReadOnlySpan<byte> data, TimeSpan at, Facts facts)
    {
        var changed = state.Keep(data);
        if (changed) says = SlotBoardRegisters.StateOf(data);
        if (changed) told = (null, null, null);
        facts.Add(told.Switches ??= new SwitchesRead([new SlotSwitches(fit.Slot, null, says.Present)]));
        if (fit.HostTimeout is not null) facts.Add(told.Charger ??= new ChargersRead([new ChargerState(fit.Slot, says.Charging)]));
        if (says is { Present: true, Heard: true }) return;
        ForgetPack(at);
        facts.Add(silent);
    }

    /// <summary>Whatever comes next says its own serial.</summary>
    private void ForgetPack(TimeSpan at)
    {
        serial.Age();
        cells.Age();
        (dueAt[(int)Asked.Serial], dueAt[(int)Asked.Cells]) = (at, at);
    }

    private void HearValues(ReadOnlySpan<byte> data, Facts facts)
    {
        if (values.Keep(data)) told.Pack = null;
        if (!HasPack || !serial.IsFresh || !cells.IsFresh) return;
        if (told.Pack is null && Reading() is { } reading) told.Pack = new PackRead(fit.Slot, reading);
        facts.Add(told.Pack is { } read ? read : unreadable);
    }

    private PackReading? Reading() =>
        PackId.TryFrom(Encoding.ASCII.GetString(serial.Data.Trim(" \0"u8)), out var id)
            ? SlotBoardRegisters.ReadingOf(id, values.Data, says.Percent, (SlotBoardRegisters.CellsIn(cells.Data), fit.Scale)) : null;

    /// <summary>
    /// What stays away is not known any more, and is asked for again before long; without presence nobody knows whose the serial is.
    /// </summary>
    private void Missed(TimeSpan at, Facts facts)
    {
        KeptOf(asked).Age();
        if (asked == Asked.State) ForgetPack(at);
        else if (asked != Asked.Values) dueAt[(int)asked] = at + fit.StateEvery;
        patience.Missed();
        if (!patience.IsSilent) return;
        Age();
        Gone(facts);
        Array.Fill(dueAt, at + Patience.Slowed(fit.StateEvery));
    }

    private void Gone(Facts facts)
    {
        foreach (var fact in gone)
            if (fact is not ChargersSilent || fit.HostTimeout is not null) facts.Add(fact);
    }

    /// <summary>What has been due longest; presence first, then whose pack it is, then how it is. A silent board is asked for presence alone.</summary>
    private Asked Due()
    {
        // A read has both its tries before another begins: what it may void is not told in between.
        if (secondTry is { } again) return again;
        var next = Asked.State;
        for (var kind = Asked.Serial; !patience.IsSilent && kind <= Asked.Values; kind++)
            if (dueAt[(int)kind] < dueAt[(int)next] && (kind == Asked.Values || HasPack)) next = kind;
        return next;
    }

    /// <summary>An empty slot has neither serial nor cells.</summary>
    private bool HasPack => state.IsFresh && says is { Present: true, Heard: true };

    private TimeSpan EveryOf(Asked what) => what switch
    {
        Asked.State => fit.StateEvery,
        Asked.Values => fit.ValuesEvery,
        _ => fit.IdentityEvery,
    };

    private (int First, int Count) RangeOf(Asked what) => what switch
    {
        Asked.Values => (SlotBoardRegisters.ValuesFirst, SlotBoardRegisters.ValuesCount),
        Asked.State => (SlotBoardRegisters.StateFirst, SlotBoardRegisters.StateCount),
        Asked.Cells => (SlotBoardRegisters.CellsFirst, SlotBoardRegisters.CellsCount),
        _ => (fit.Serial.First, fit.Serial.Count),
    };

    private KeptAnswer KeptOf(Asked what) => what switch
    {
        Asked.Values => values,
        Asked.State => state,
        Asked.Serial => serial,
        _ => cells,
    };

    private void Age()
    {
        values.Age();
        state.Age();
        serial.Age();
        cells.Age();
    }

    private void Forget()
    {
        Age();
        lease.Clear();
        againAt = null;
        secondTry = null;
    }
}
