using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Chargers;

/// <summary>
/// A Riden RD60xx that charges one slot's pack. It does not end by itself when nobody writes to it, so it stands only behind hardware that
/// does; whether the slot charges is told by that hardware. The supply tells what it measures, is switched on only when both its set points
/// read as ordered, and off when the order runs out, when its set points stay others, and whenever it is on without an order.
/// </summary>
/// <param name="fit">How it is fitted.</param>
public sealed class RidenSupply(SupplyFit fit) : Device
{
    /// <summary>Our own number; at 115200 baud the bits of a reading take 5 ms.</summary>
    public static readonly TimeSpan ReplyWithin = TimeSpan.FromMilliseconds(200);

    /// <summary>Stock firmware takes no more than about ten requests a second (hardware reference 4). It holds for stopping too: what
    /// the firmware drops stops nothing.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private enum Asked { State, Write, Off }

    private readonly SupplyOrder order = new();
    private readonly Patience patience = new();
    private readonly Trust trust = new();
    private readonly GaugeSilent silent = new(fit.Gauge);
    private readonly byte[] write = new byte[ModbusFrames.Length];
    private GaugeRead? told;
    private RidenState toldOf;
    private RidenState? says;
    private Asked asked;
    private TimeSpan askedAt;
    private TimeSpan pollAt;
    private TimeSpan readAt;
    private TimeSpan? againAt;

    /// <inheritdoc/>
    public override TimeSpan? GivesUpAt => order.Until;

    private SupplyWrites NextWrite => says is { } state ? order.Next(state, Wanted(state.Scale)) : SupplyWrites.None;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect switch
    {
        StopCharging stop => stop.Slot == fit.Slot,
        ChargeOrder charge => charge.Slot == fit.Slot,
        _ => false,
    };

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        order.Clear();
        trust.Reset();
        (says, againAt, pollAt) = (null, null, now);
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts)
    {
        order.Clear();
        says = null;
        facts.Add(silent);
    }

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (effect is StopCharging) order.Stop(now);
        if (effect is not ChargeOrder charge) return;
        order.Start(charge.Lease, charge.Amps, now);
        // What was read before the order is no ground for switching on.
        says = null;
        againAt ??= now;
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency switch
    {
        Urgency.Stop => Rested(order.OffSince),
        Urgency.ReadAgain => Rested(againAt),
        Urgency.Charge => NextWrite == SupplyWrites.None ? null : Rested(readAt),
        Urgency.Poll => Rested(pollAt),
        _ => null,
    };

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        asked = urgency switch
        {
            Urgency.Stop => Asked.Off,
            Urgency.Charge => Asked.Write,
            _ => Asked.State,
        };
        askedAt = now;
        if (asked == Asked.State)
        {
            (againAt, pollAt) = (null, now + fit.PollEvery);
            var asks = ModbusFrames.Write(request, fit.Address, ModbusFrames.ReadRegisters, RidenRegisters.First, RidenRegisters.Count);
            return new Question(asks, ReplyWithin, UnlikeItsReply: true);
        }
        var length = Write(request);
        // Whatever it answers, only what is read back counts.
        (says, againAt) = (null, now);
        request[..length].CopyTo(write);
        return new Question(length, ReplyWithin, UnlikeItsReply: false);
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var function = asked == Asked.State ? ModbusFrames.ReadRegisters : ModbusFrames.WriteRegister;
        var refused = ModbusFrames.Refusal(head, fit.Address, function, out _);
        if (refused.Taken > 0 && asked == Asked.State) Missed(facts);
        if (refused.Taken > 0) return refused;
        var heard = asked == Asked.State ? HearState(head, now, facts) : ModbusFrames.Written(head, write);
        return heard == Heard.Nothing ? refused : heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var late = ModbusFrames.Registers(head, fit.Address, RidenRegisters.Count, out _);
        if (late == Heard.Nothing && ModbusFrames.Begins(head, fit.Address, ModbusFrames.WriteRegister))
            late = ModbusFrames.Whole(head, ModbusFrames.Length);
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
        says = null;
        facts.Add(silent);
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        if (asked != Asked.State) return;
        if (patience.MayTryAgain()) againAt = now;
        else Missed(facts);
    }

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts)
    {
        if (now >= order.Until) order.Stop(now);
    }

    private int Write(Span<byte> request)
    {
        if (asked == Asked.Off)
        {
            order.WrittenOff();
            return ModbusFrames.Write(request, fit.Address, ModbusFrames.WriteRegister, RidenRegisters.Output, 0);
        }
        var next = NextWrite;
        order.Written(next);
        var wanted = says is { } state ? Wanted(state.Scale) : throw new InvariantBroken("a supply is written to that was not read");
        var (register, value) = next switch
        {
            SupplyWrites.Volts => (RidenRegisters.SetVolts, wanted.Volts),
            SupplyWrites.Amps => (RidenRegisters.SetAmps, wanted.Amps),
            _ => (RidenRegisters.Output, 1),
        };
        return ModbusFrames.Write(request, fit.Address, ModbusFrames.WriteRegister, register, value);
    }

    private Heard HearState(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var heard = ModbusFrames.Registers(head, fit.Address, RidenRegisters.Count, out var data);
        if (heard.Taken == 0) return heard;
        patience.Answered();
        trust.Answered();
        readAt = now;
        says = trust.Stands ? RidenRegisters.StateOf(data) : null;
        facts.Add(says is { } state ? Told(state) : silent);
        if (says is { On: true } on && !IsAsOrdered(on)) order.Interrupt(now);
        return heard;
    }

    private GaugeRead Told(in RidenState state)
    {
        if (told is not null && state == toldOf) return told;
        toldOf = state;
        return told = new GaugeRead(fit.Gauge,
        [
            new(Quantity.Voltage, state.Volts), new(Quantity.Current, state.Amps), new(Quantity.Power, state.Watts),
            new(Quantity.Temperature, state.Celsius),
        ]);
    }

    private void Missed(Facts facts)
    {
        says = null;
        patience.Missed();
        if (!patience.IsSilent) return;
        facts.Add(silent);
        pollAt = askedAt + Patience.Slowed(fit.PollEvery);
    }

    /// <summary>Other amperes than ordered may flow until they are written, never more than fitted.</summary>
    private bool IsAsOrdered(in RidenState on)
    {
        if (order.Until is null) return false;
        var (volts, amps) = Wanted(on.Scale);
        return on.SetVolts == volts && (on.SetAmps == amps || order.MaySetAmps && on.SetAmps <= Steps(fit.SetAmps, on.Scale));
    }

    private (int Volts, int Amps) Wanted(RidenScale scale) => ((int)Math.Round(fit.SetVolts.Value * scale.PerVolt),
        Steps(order.Amps is { } amps && amps.Value < fit.SetAmps.Value ? amps : fit.SetAmps, scale));

    private static int Steps(Amps amps, RidenScale scale) => (int)Math.Round(amps.Value * scale.PerAmp);

    private TimeSpan? Rested(TimeSpan? at) => at < askedAt + Rest ? askedAt + Rest : at;
}
