using System.Text.RegularExpressions;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// A cabinet of twelve slots at the level of facts, in virtual time: doors, packs and a disk that answers late. What it is asked
/// to do it does the way metal does; what it feels it tells in polls of half a second (switches) and a second (packs).
/// </summary>
internal sealed class ScenarioCabinet : IJournal
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    /// <summary>Kelvin a minute that a slot's heater warms its pack by.</summary>
    private const double HeaterWarms = 0.5;
    private static readonly TimeSpan SpringsOpenAfter = TimeSpan.FromMilliseconds(200);

    private SitePlan _plan;
    private readonly List<Entry> _disk = [];
    private readonly Queue<(TimeSpan Due, ImmutableArray<Entry> Entries)> _ink = new();
    private readonly List<(TimeSpan Due, Door Door)> _springs = [];
    private readonly Queue<SlotNumber> _fired = new();
    private readonly List<string> _story = [];
    private readonly HashSet<OutputId> _on = [];
    private CabinetLoop _loop;
    private int _ticks;
    private int _boots;

    public ScenarioCabinet(TrustStore trust, SafetyLimits limits)
    {
        _plan = Plan(trust) with { Safety = limits };
        Doors = [.. Enumerable.Range(1, 12).Select(n => new Door(n))];
        _loop = Started(Ledger.Empty);
    }

    public ImmutableArray<Door> Doors { get; }
    public TimeSpan Now { get; private set; }
    public Moment Moment => new(Now, Morning + Now + Shift, Trust);
    /// <summary>What the wall clock is ahead of the morning's.</summary>
    public TimeSpan Shift { get; set; }
    /// <summary>What it senses and switches beyond its slots; null until it is fitted.</summary>
    public ScenarioSensors? Sensors { get; private set; }
    /// <summary>What hands goods out; null until it is fitted.</summary>
    public ScenarioShelf? Shelf { get; private set; }
    public TimeTrust Trust { get; set; } = TimeTrust.Assumed;
    public TimeSpan InkTakes { get; set; } = TimeSpan.FromMilliseconds(10);
    public bool BoardUp { get; set; } = true;
    public Cabinet Cabinet => _loop.Cabinet;
    public IReadOnlyList<Entry> Disk => _disk;
    public int LocksFiredSinceStart { get; private set; }
    public int LocksFired { get; private set; }
    /// <summary>Pulses so far: which lock, and how many entries were on disk at that moment.</summary>
    public List<(SlotNumber Slot, int Written)> Pulses { get; } = [];
    /// <summary>Everything that was handed over is on disk.</summary>
    public bool InkIsDry => _ink.Count == 0;
    /// <summary>What happened since it was last asked for.</summary>
    public IReadOnlyList<string> Tell()
    {
        string[] told = [.. _story];
        _story.Clear();
        return told;
    }

    public static SitePlan Plan(TrustStore trust) => new("NB-TEST-01", "ninghai-1",
        [.. Enumerable.Range(1, 12).Select(n => new SlotPlan(new SlotNumber(n), true, true, true))],
        new PackBook(
        [
            new PackPattern(new Regex("^YA4824[0-9]{10}$"), new PackClass("48V24Ah"), 13, new Volts(36), new Volts(55)),
            new PackPattern(new Regex("^YA6030[0-9]{10}$"), new PackClass("60V30Ah"), 17, new Volts(47), new Volts(72)),
        ]),
        trust,
        new CodePolicy(true, TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromMinutes(15), 60,
            new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()),
        new SwapTimes(),
        new ChargeLimits(4, TimeSpan.FromSeconds(30), new Celsius(0), new Celsius(45), new StateOfCharge(100), new StateOfCharge(95)),
        new StateOfCharge(90));

    /// <summary>A crew fits suppression to a slot and starts the program again.</summary>
    public void FitSuppression(int slot)
    {
        _plan = _plan with { Slots = [.. _plan.Slots.Select(s => s.Slot.Value == slot ? s with { Suppression = true } : s)] };
        Restart(inkLost: false);
    }

    /// <summary>A crew fits every sensor and output, and starts the program again.</summary>
    public void FitSensors()
    {
        Sensors = new ScenarioSensors();
        Resite(ScenarioSensors.Fitted);
    }

    /// <summary>A crew fits what hands goods out, and starts the program again.</summary>
    public void FitShelf()
    {
        Shelf = new ScenarioShelf();
        Resite(ScenarioShelf.Fitted);
    }

    public Door Door(int number) => Doors[number - 1];

    public void Scan(string text) => Turn(new CodeScanned("scanner", text));

    /// <summary>Tells the cabinet something that is neither door nor pack.</summary>
    public void Told(Input input) => Turn(input);

    public void Wait(TimeSpan time)
    {
        var until = Now + time;
        while (Now < until) Pass();
    }

    /// <summary>Hours go by in which nothing is told; the sensors are read again at their end.</summary>
    public void Later(TimeSpan time)
    {
        Now += time;
        TellSwitches();
        Wait(TimeSpan.FromSeconds(6));
    }

    /// <summary>The site file is changed, and the cabinet started anew with it.</summary>
    public void Resite(Func<SitePlan, SitePlan> change)
    {
        _plan = change(_plan);
        Restart(inkLost: false);
    }

    /// <summary>The power goes and comes: what is on disk stays, what was being written may be lost.</summary>
    public void Restart(bool inkLost = true)
    {
        if (inkLost) _ink.Clear();
        else while (_ink.TryDequeue(out var writing)) _disk.AddRange(writing.Entries);
        _springs.Clear();
        _fired.Clear();
        if (inkLost) Shelf?.Cut();
        var ledger = _disk.Aggregate(Ledger.Empty, (ledger, entry) => ledger.Apply(entry));
        _loop = Started(ledger);
    }

    public void Hand(ImmutableArray<Entry> entries)
    {
        foreach (var entry in entries) _story.Add(Story.Line(entry.Event));
        _ink.Enqueue((Now + InkTakes, entries));
    }

    private CabinetLoop Started(Ledger ledger)
    {
        LocksFiredSinceStart = 0;
        var loop = _loop = new CabinetLoop(new Cabinet(_plan, ledger, Image.Dark(_plan, Now)), this, Perform);
        loop.Turn(new Start($"{++_boots:x16}", "7f3a000000000001", "0.1.0", false), Moment);
        return loop;
    }

    private void Pass()
    {
        Now += Tick;
        _ticks++;
        while (_ink.TryPeek(out var writing) && writing.Due <= Now)
        {
            _ink.Dequeue();
            _disk.AddRange(writing.Entries);
            _loop.Written(writing.Entries[^1].Position, Moment);
        }
        while (_fired.TryDequeue(out var slot)) Turn(new LockFired(slot));
        foreach (var spring in _springs.Where(s => s.Due <= Now)) spring.Door.Open = true;
        _springs.RemoveAll(s => s.Due <= Now);
        foreach (var door in Doors)
        {
            door.Flap(Now);
            door.Celsius += (door.Warms + (Heats(door) ? HeaterWarms : 0)) * Tick.TotalMinutes;
            if (Now >= door.ChargerUntil) door.ChargerOn = false;
        }
        if (_ticks % 5 == 0) TellSwitches();
        if (_ticks % 10 == 0) TellPacks();
        Shelf?.Pass(Now, _ticks % 10 == 0, Turn);
        if (_ticks % 5 == 0 && Sensors is { } sensors)
            foreach (var word in sensors.Poll()) Turn(word);
        if (_ticks % 10 == 0 && Sensors is null) TellSensors();
        if (_loop.NextDeadline <= Now) Turn(Lapse.Now);
    }

    private bool Heats(Door door)
    {
        var heater = $"heater-{door.Number}";
        return Sensors?.IsOn(heater) ?? _on.Contains(new OutputId(heater));
    }

    private void TellSwitches()
    {
        if (!BoardUp) Turn(new SwitchesSilent([.. Doors.Select(d => new SlotNumber(d.Number))]));
        else
            Turn(new SwitchesRead([.. Doors.Select(d =>
                new SlotSwitches(new SlotNumber(d.Number), d.Open ? DoorState.Open : DoorState.Closed, _plan.Slots[d.Number - 1].Presence ? d.Present : null))]));
    }

    private void TellPacks()
    {
        foreach (var door in Doors)
        {
            var slot = new SlotNumber(door.Number);
            if (!_plan.Slots[door.Number - 1].Pack) continue;
            if (door.Pack is null || door.PackMute) Turn(new PackSilent(slot, true));
            else if (!PackId.TryFrom(door.Pack, out var serial)) Turn(new PackUnreadable(slot));
            else Turn(new PackRead(slot, Reading(door, serial)));
        }
    }

    /// <summary>What is fitted beyond the slots, where the scenario has it fitted.</summary>
    private void TellSensors()
    {
        foreach (var gauge in _plan.Gauges)
            Turn(new GaugeRead(gauge.Id, [new Measured(Quantity.Temperature, Door(gauge.Slot!.Value.Value).Air)]));
        if (!_plan.Contacts.IsEmpty)
            Turn(new ContactsRead([.. _plan.Contacts.Select(c => new ContactState(c.Id, Door(c.Slot!.Value.Value).Smokes))]));
    }

    /// <summary>The sensor of a board counts in tenths of a degree.</summary>
    private static PackReading Reading(Door door, PackId serial)
    {
        var celsius = new Celsius(Math.Round(door.Celsius, 1));
        var large = door.Pack!.StartsWith("YA60", StringComparison.Ordinal);
        return new PackReading(serial, new Volts(door.Volts ?? (large ? 62 : 50)), new Amps(door.AmpsStuck ?? (door.ChargerOn ? 10 : 0)), new StateOfCharge(door.Charge),
            celsius, celsius, large ? 17 : 13, door.Faults) { CellVolts = door.Cells, Health = door.Health, Cycles = door.Cycles };
    }

    private void Turn(Input input) => _loop.Turn(input, Moment);

    /// <summary>An output that goes on or off, once: what is told again keeps it as it is.</summary>
    private string? Switched(Effect effect) => effect switch
    {
        OutputOn on when _on.Add(on.Output.Id) => $"on {on.Output.Id}",
        OutputOff off when _on.Remove(off.Output.Id) => $"off {off.Output.Id}",
        _ => null,
    };

    private void Perform(Effect effect)
    {
        if (((Sensors is null ? Switched(effect) : Sensors.Perform(effect)) ?? Story.Line(effect)) is { } line) _story.Add(line);
        switch (effect)
        {
            case FireLock fire:
                LocksFiredSinceStart++;
                LocksFired++;
                Pulses.Add((fire.Slot, _disk.Count));
                if (!Door(fire.Slot.Value).Jammed) _springs.Add((Now + SpringsOpenAfter, Door(fire.Slot.Value).CrossedWith ?? Door(fire.Slot.Value)));
                _fired.Enqueue(fire.Slot);
                break;
            case HandOut handOut:
                Shelf!.Perform(handOut, Now);
                break;
            case ChargeOrder order:
                (Door(order.Slot.Value).ChargerOn, Door(order.Slot.Value).ChargerUntil) = (true, Now + order.Lease);
                break;
            case StopCharging stop:
                Door(stop.Slot.Value).ChargerOn = false;
                break;
        }
    }
}
