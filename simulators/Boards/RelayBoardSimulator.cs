using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>A Modbus relay board whose timed pulses end in its own hardware (hardware 1.7).</summary>
public sealed class RelayBoardSimulator : ISimulatedBoard
{
    private const int On = 0xFF00, Off = 0x0000, Toggle = 0x5500;
    private const int AllRelays = 0x00FF, PulseOnFrom = 0x0200, PulseOffFrom = 0x0400, PulseMost = 0x7FFF;
    private const int AddressRegister = 0x4000, VersionRegister = 0x8000, Version = 0x64;
    private const byte IllegalFunction = 1, IllegalAddress = 2, IllegalValue = 3, DeviceFailure = 4;
    private static readonly TimeSpan PulseUnit = TimeSpan.FromMilliseconds(100);

    private readonly IRelayContacts contacts;
    private readonly bool[] relays;
    private readonly TimeSpan?[] turnsAt;
    private readonly FaultSpot faults;
    private readonly BoardThought thought;
    private readonly BoardPower power;
    private readonly BoardVoice voice;
    private readonly BoardAgenda agenda = new();
    private readonly ModbusEar ear = new();
    private byte address;

    /// <param name="address">1 to 255.</param>
    /// <param name="contacts">What hangs on its relays and inputs: chargers, or locks.</param>
    public RelayBoardSimulator(byte address, IRelayContacts contacts, FaultSpot faults, Random chance)
    {
        (this.address, this.contacts, this.faults) = (address, contacts, faults);
        thought = new BoardThought(AnswerDelay.OfRelayBoards, chance);
        (relays, turnsAt) = (new bool[contacts.Relays], new TimeSpan?[contacts.Relays]);
        power = new BoardPower(faults);
        voice = new BoardVoice(faults);
    }

    public TimeSpan? NextDeadline
    {
        get
        {
            var next = Soonest.Of(agenda.NextDue, voice.NextDue);
            foreach (var turns in turnsAt) next = Soonest.Of(next, turns);
            return next;
        }
    }

    public bool IsOn(int relay) => relays[relay];

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now)) return;
        ear.Hear(bytes, now);
        while (ear.TryCut(out var request))
            if (request[0] == address || IsForEveryBoard(request)) Answer(request, now);
    }

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now)) Restart(now);
        for (var i = 0; i < relays.Length; i++)
            if (turnsAt[i] is { } at && at <= now) Switch(i, !relays[i], at);
        agenda.RunDue(now);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    /// <summary>Address 0 speaks to every board; it serves to read the registers and to set the address.</summary>
    private static bool IsForEveryBoard(byte[] request) => request is [0, 0x03 or 0x06, ..];

    private void Answer(byte[] request, TimeSpan now)
    {
        var answer = faults.Has(Fault.Exception)
            ? Refused(request, (byte)faults.NumberOf(Fault.Exception, DeviceFailure)) : Obey(request, now);
        faults.Take(Fault.Exception);
        var frame = ModbusEar.Sealed(answer);
        agenda.Add(thought.AnswersAt(now), at => voice.Answer(frame, at));
    }

    private byte[] Obey(byte[] request, TimeSpan now) => request[1] switch
    {
        0x01 => Bits(request, relays.Length, relay => relays[relay]),
        0x02 => Bits(request, contacts.Inputs, contacts.Input),
        0x03 => Register(request),
        0x05 when faults.Take(Fault.OpenFails) => Refused(request, DeviceFailure),
        0x05 => SwitchOne(request, now),
        0x06 => SetAddress(request),
        0x0F => SwitchSeveral(request, now),
        _ => Refused(request, IllegalFunction),
    };

    private static byte[] Bits(byte[] request, int most, Func<int, bool> state)
    {
        var (from, count) = (Word(request, 2), Word(request, 4));
        if (count == 0) return Refused(request, IllegalValue);
        if (from + count > most) return Refused(request, IllegalAddress);
        var bits = new byte[(count + 7) / 8];
        for (var i = 0; i < count; i++)
            if (state(from + i)) bits[i / 8] |= (byte)(1 << i % 8);
        return [request[0], request[1], (byte)bits.Length, .. bits];
    }

    private byte[] Register(byte[] request) => (Word(request, 2), Word(request, 4)) switch
    {
        (AddressRegister, 1) => [address, 0x03, 2, 0, address],
        (VersionRegister, 1) => [address, 0x03, 2, 0, Version],
        _ => Refused(request, IllegalAddress),
    };

    private byte[] SwitchOne(byte[] request, TimeSpan now)
    {
        var (where, value) = (Word(request, 2), Word(request, 4));
        var relay = where % PulseOnFrom;
        if (where != AllRelays && (relay >= relays.Length || where >= PulseOffFrom + relays.Length))
            return Refused(request, IllegalAddress);
        if (where >= PulseOnFrom)
        {
            if (value is 0 or > PulseMost) return Refused(request, IllegalValue);
            Switch(relay, where < PulseOffFrom, now, now + PulseUnit * value);
            return request;
        }
        if (value is not (On or Off or Toggle)) return Refused(request, IllegalValue);
        for (var i = 0; i < relays.Length; i++)
            if (where == AllRelays || i == where) Switch(i, value == On || (value == Toggle && !relays[i]), now);
        return request;
    }

    private byte[] SwitchSeveral(byte[] request, TimeSpan now)
    {
        var (from, count) = (Word(request, 2), Word(request, 4));
        if (from + count > relays.Length) return Refused(request, IllegalAddress);
        if (count == 0 || request[6] != (count + 7) / 8) return Refused(request, IllegalValue);
        for (var i = 0; i < count; i++) Switch(from + i, (request[7 + i / 8] >> i % 8 & 1) == 1, now);
        return request[..6];
    }

    private byte[] SetAddress(byte[] request)
    {
        if (Word(request, 2) != AddressRegister) return Refused(request, IllegalAddress);
        if (Word(request, 4) is 0 or > 255) return Refused(request, IllegalValue);
        address = request[5];
        return request;
    }

    /// <summary>A relay that is switched anew forgets an earlier pulse.</summary>
    private void Switch(int relay, bool on, TimeSpan at, TimeSpan? backAt = null)
    {
        var moves = relays[relay] != on;
        (relays[relay], turnsAt[relay]) = (on, backAt);
        if (moves) contacts.Switched(relay, on, at);
    }

    private void Restart(TimeSpan now)
    {
        agenda.Forget();
        thought.Forget();
        voice.Forget();
        ear.Forget();
        for (var i = 0; i < relays.Length; i++) Switch(i, on: false, now);
    }

    private static byte[] Refused(byte[] request, byte code) => [request[0], (byte)(request[1] | 0x80), code];

    private static int Word(byte[] frame, int at) => frame[at] << 8 | frame[at + 1];
}
