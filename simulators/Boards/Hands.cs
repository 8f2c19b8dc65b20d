using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>Does at a simulated cabinet what people do with hands and eyes; refuses for reasons of physics only.</summary>
public sealed class Hands(SimulatedCabinet cabinet)
{
    private const double ColdestPack = -40, HottestPack = 120;
    private const int PassMost = 10;
    private const double ShortMost = 20_000, WaterMost = 200, PerMinuteMost = 100, MinutesMost = 1440;
    private const int TextMax = 8192, ThingsMax = 99, BankSerialMax = 10, TagDigits = 10, HoldsMsMax = 600_000;

    public HandsAnswer Do(HandsAct act, TimeSpan now)
    {
        cabinet.Lapse(now);
        var answer = act switch
        {
            ShowCode show => HandsAnswer.Of(Show(show, now)),
            LookAround => new HandsAnswer(true, Slots: Look(), Shelf: LookAtShelf(now)) { On = Switched() },
            PutPack put => HandsAnswer.Of(Put(put)),
            TakePack take => Take(take.Slot),
            PlugPack plug => HandsAnswer.Of(At(plug.Slot, slot => slot.Plug(plug.Plugged))),
            WarmPack warm => HandsAnswer.Of(At(warm.Slot, slot => Warm(slot, warm.Celsius))),
            CloseDoor close => HandsAnswer.Of(At(close.Slot, slot => slot.Close())),
            ForceDoor force => HandsAnswer.Of(At(force.Slot, slot => slot.ForceOpen())),
            PullLine pull => HandsAnswer.Of(Pull(pull)),
            SetContact contact => HandsAnswer.Of(Set(contact)),
            PassCounter pass => HandsAnswer.Of(Pass(pass)),
            SetAir air => HandsAnswer.Of(Set(air)),
            BreakGauge gauge => HandsAnswer.Of(cabinet.Kernel.Break(gauge.Name, gauge.Broken) ? null : $"the kernel reads no gauge '{gauge.Name}'"),
            SetFault fault => HandsAnswer.Of(Set(fault)),
            RestockSpiral restock => HandsAnswer.Of(Restock(restock)),
            PutBank put => HandsAnswer.Of(Put(put, now)),
            ShortPack its => HandsAnswer.Of(At(its.Slot, slot => Short(slot, its.Watts, now))),
            LetWaterIn water => HandsAnswer.Of(Let(water, now)),
            HeatAir heat => HandsAnswer.Of(Heat(heat, now)),
            TroubleSensor trouble => HandsAnswer.Of(Trouble(trouble)),
            HoldTag hold => HandsAnswer.Of(Hold(hold, now)),
            _ => HandsAnswer.Of($"nobody here can do {act.GetType().Name}"),
        };
        // Switches that were moved are noticed at once.
        cabinet.Lapse(now);
        return answer;
    }

    public ImmutableArray<SlotLook> Look() => [.. cabinet.World.Slots.Select(slot =>
        new SlotLook(slot.Number, slot.DoorOpen ? "open" : "closed", slot.ChargerOn, slot.Pack is { } pack
            ? new PackLook(pack.Serial, pack.Percent, Math.Round(pack.Volts, 2), Math.Round(pack.Amps, 2),
                Math.Round(pack.Celsius, 1), slot.Plugged)
            : null, slot.Pulses))];

    private ImmutableArray<string>? Switched() => cabinet.World.Around.Outputs.Count == 0 ? null
        : [.. cabinet.World.Around.Outputs.Where(output => output.Value).Select(output => output.Key)];

    private string? Set(SetContact contact)
    {
        if (!cabinet.World.Around.Contacts.ContainsKey(contact.Name)) return $"there is no contact '{contact.Name}'";
        cabinet.World.Around.SetContact(contact.Name, contact.Active);
        return null;
    }

    private string? Pass(PassCounter pass)
    {
        if (pass.Times is < 1 or > PassMost) return $"1 to {PassMost} times";
        for (var n = 0; n < pass.Times; n++)
            if (!cabinet.Pins.Any(bank => bank.Pulse(pass.Name))) return $"there is no counter '{pass.Name}'";
        return null;
    }

    private string? Set(SetAir air)
    {
        if (air.Celsius is not (null or (>= ColdestPack and <= HottestPack))) return $"{air.Celsius} degrees cannot be";
        if (air.Humidity is not (null or (>= 0 and <= 100))) return $"{air.Humidity} % cannot be";
        cabinet.World.AirCelsius = air.Celsius ?? cabinet.World.AirCelsius;
        cabinet.World.Around.Humidity = air.Humidity ?? cabinet.World.Around.Humidity;
        return null;
    }

    private string? Short(SimulatedSlot slot, double watts, TimeSpan now)
    {
        if (slot.Pack is not { } pack) return $"slot {slot.Number} is empty";
        if (watts is not (> 0 and <= ShortMost)) return $"a short of {watts} W cannot be";
        cabinet.World.Hazards.Short(pack, watts, now);
        return null;
    }

    private string? Let(LetWaterIn water, TimeSpan now)
    {
        if (water is not { Centimetres: > 0 and <= WaterMost, PerMinute: > 0 and <= PerMinuteMost, Minutes: >= 0 and <= MinutesMost })
            return $"{water} cannot be";
        cabinet.World.Hazards.LetWaterIn(water.Centimetres, water.PerMinute, now + TimeSpan.FromMinutes(water.Minutes), now);
        return null;
    }

    private string? Heat(HeatAir heat, TimeSpan now)
    {
        if (heat is not { Celsius: >= ColdestPack and <= HottestPack, PerMinute: > 0 and <= PerMinuteMost }) return $"{heat} cannot be";
        cabinet.World.Hazards.HeatWave(heat.Celsius, heat.PerMinute, now);
        return null;
    }

    private string? Trouble(TroubleSensor trouble)
    {
        if (!cabinet.Sensors.Contains(trouble.Name))
            return $"there is no sensor '{trouble.Name}'; there are: {string.Join(", ", cabinet.Sensors.Order())}";
        cabinet.World.Around.Trouble(trouble.Name, trouble.Trouble, trouble.Value);
        return null;
    }

    private ImmutableArray<ChannelLook>? LookAtShelf(TimeSpan now)
    {
        var shelf = cabinet.World.Shelf;
        if (shelf.Spirals.Count + shelf.Places.Count == 0) return null;
        return
        [
            .. shelf.Spirals.Select(one => new ChannelLook(one.Key, one.Value.Things, one.Value.Turns, one.Value.Fallen)),
            .. shelf.Places.Select(one => new ChannelLook(one.Key, one.Value.IsFull(now) ? 1 : 0, one.Value.Pulses, one.Value.Gone)),
        ];
    }

    private string? Show(ShowCode show, TimeSpan now)
    {
        if (cabinet.Scanners.Count == 0) return "this cabinet has no scanner";
        if (show.Text.Length > TextMax) return $"no code has more than {TextMax} characters";
        var line = show.Scanner ?? cabinet.Scanners.Keys.First();
        if (!cabinet.Scanners.TryGetValue(line, out var scanner)) return $"there is no scanner on '{line}'";
        scanner.Show(show.Text, now);
        return null;
    }

    private string? Restock(RestockSpiral restock)
    {
        if (!cabinet.World.Shelf.Spirals.TryGetValue(restock.Channel, out var spiral)) return $"there is no spiral '{restock.Channel}'";
        if (restock.Things is < 0 or > ThingsMax) return $"{restock.Things} things do not fit";
        spiral.Restock(restock.Things);
        return null;
    }

    private string? Put(PutBank put, TimeSpan now)
    {
        if (!cabinet.World.Shelf.Places.TryGetValue(put.Channel, out var place)) return $"there is no place '{put.Channel}' for a power bank";
        if (put.Serial.Length is < 1 or > BankSerialMax || !put.Serial.All(char.IsAsciiLetterOrDigit) || put.Charge is < 0 or > 100)
            return $"{put} can be no power bank";
        place.IsFull(now);
        return place.Put(new SimulatedBank(put.Serial, put.Charge));
    }

    private string? Hold(HoldTag hold, TimeSpan now)
    {
        if (cabinet.TagReaders.Count == 0) return "this cabinet has no tag reader";
        if (hold.Tag.Length != TagDigits || !hold.Tag.All(char.IsAsciiHexDigitUpper)) return $"'{hold.Tag}' is not ten hex digits";
        if (!cabinet.TagReaders.TryGetValue(hold.Reader ?? cabinet.TagReaders.Keys.First(), out var reader))
            return $"there is no tag reader '{hold.Reader}'";
        reader.Hold(hold.Tag, TimeSpan.FromMilliseconds(Math.Clamp(hold.HoldsMs, 0, HoldsMsMax)), now);
        return null;
    }

    private string? Put(PutPack put)
    {
        if (put.Serial.Length is < 1 or > 32 || !put.Serial.All(char.IsAscii))
            return $"'{put.Serial}' can be no serial of a pack";
        if (put.Soc is < 0 or > 100) return $"a charge of {put.Soc} % cannot be";
        return cabinet.World.Put(put.Slot, put.Serial, put.Soc, put.Plugged);
    }

    private HandsAnswer Take(int slot) => cabinet.World.Take(slot, out var taken) is { } why
        ? HandsAnswer.Of(why) : new HandsAnswer(true, Serial: taken!.Serial, Soc: taken.Percent);

    private static string? Warm(SimulatedSlot slot, double celsius)
    {
        if (slot.Pack is not { } pack) return $"slot {slot.Number} is empty";
        if (celsius is not (>= ColdestPack and <= HottestPack)) return $"{celsius} degrees cannot be";
        pack.Celsius = celsius;
        return null;
    }

    private string? Pull(PullLine pull)
    {
        if (cabinet.Find(pull.Line) is not { } line) return $"there is no line '{pull.Line}'";
        if (line.Pulled == pull.Pulled) return $"line '{pull.Line}' is {(pull.Pulled ? "out" : "in")} already";
        line.Pull(pull.Pulled);
        return null;
    }

    private string? Set(SetFault order)
    {
        if (!FaultNames.TryFind(order.Name, out var fault))
            return $"there is no fault '{order.Name}'; there are: {string.Join(", ", FaultNames.All)}";
        var place = (FaultNames.SeatOf(fault), order.Slot, order.Line) switch
        {
            (FaultSeat.Slot, { } slot, null) => Faults.SlotPlace(slot),
            (FaultSeat.Line, null, { } line) => line,
            (FaultSeat.Slot, _, _) => null,
            _ => "",
        };
        if (place is null) return $"'{order.Name}' is a fault of a slot: say which slot";
        if (place.Length == 0) return $"'{order.Name}' is a fault of a line: say which line";
        if (!cabinet.Faults.Knows(place)) return $"there is no {place}";
        cabinet.Faults.At(place).Set(fault, order.Times, order.Value);
        return null;
    }

    private string? At(int number, Func<SimulatedSlot, string?> act) =>
        cabinet.World.Find(number) is { } slot ? act(slot) : $"there is no slot {number}";
}
