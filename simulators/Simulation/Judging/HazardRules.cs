using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>
/// What always holds in fire, smoke, water and heat (domain table C), judged by what boards really told on their lines and by what really has
/// mains; never by what the edge believes.
/// </summary>
public sealed class HazardRules
{
    /// <summary>From the word to the act (rows 14 and 18).</summary>
    public static readonly TimeSpan ActsWithin = TimeSpan.FromSeconds(1);
    /// <summary>A board of contacts is asked twice a second; where its line has other boards that fall silent, it waits for them.</summary>
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(3);
    /// <summary>A pack is read once a second and stops at its second hot reading, with room.</summary>
    private static readonly TimeSpan HotWithin = TimeSpan.FromSeconds(12);
    /// <summary>Rows 26 and 6.</summary>
    private static readonly TimeSpan WordsLast = TimeSpan.FromSeconds(30), AirWithin = TimeSpan.FromSeconds(12);
    /// <summary>Mains has to be good for so long (row 20), less one look at the pins.</summary>
    private static readonly TimeSpan MainsSettles = TimeSpan.FromSeconds(9);
    /// <summary>A relay's own clock ends what nobody can order, with room.</summary>
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(6);
    /// <summary>After a start sensors are heard within this, or they are silent.</summary>
    private static readonly TimeSpan FirstHeardWithin = TimeSpan.FromSeconds(10);
    /// <summary>A crew that had a door opened: its lock is fired within this.</summary>
    private static readonly TimeSpan CrewOpensWithin = TimeSpan.FromSeconds(60);
    private const double HottestCharging = 45, ColdestCharging = 0, HotPack = 60, HotCabinet = 55, Fine = 0.5;

    private readonly SimulatedCabinet boards;
    private readonly CabinetWorld world;
    private readonly SensorEar sensors;
    private readonly PackEar packs;
    private readonly LineHealth health;
    private readonly ImmutableArray<(string Name, string Use, string? Line)> dangers;
    private readonly string? mains, contactor, siren, contactorLine, sirenLine;
    private readonly ImmutableArray<string> cabinetAir;
    private readonly ImmutableArray<string?> chargerLines;
    private readonly TimeSpan lease;
    private readonly Dictionary<string, TimeSpan> shownSince = new(StringComparer.Ordinal);
    private readonly Dictionary<int, TimeSpan> crewOrdered = [];
    private readonly int[] pulses;
    private readonly bool[] wasOn;
    private readonly TimeSpan?[] hotSince, tooHotSince;
    private readonly Invariant off, open, loud, heard, doors, outOfLimits, stale, again, start, air, neighbours;
    private TimeSpan? dangerSince, fireSince, doorsSince, mainsGoodSince, airHotSince;
    private TimeSpan startedAt;
    private bool contactorWasOn;

    public HazardRules(Tally tally, SimulatedCabinet boards, SiteText site, SitePlan plan)
    {
        (this.boards, world, lease) = (boards, boards.World, plan.Charging.Lease);
        (sensors, packs, health) = (new SensorEar(boards, site), new PackEar(site), new LineHealth(boards));
        dangers = [.. (site.Contacts ?? []).Where(contact => contact.Use is "smoke" or "aerosol" or "flood" or "leakage" or "emergency-stop")
            .Select(contact => (contact.Name, contact.Use, sensors.LineOf(contact.Name)?.Name))];
        mains = (site.Contacts ?? []).FirstOrDefault(contact => contact.Use == "mains")?.Name;
        (contactor, contactorLine) = Output(site, "contactor");
        (siren, sirenLine) = Output(site, "siren");
        cabinetAir = [.. (site.KernelGauges ?? []).Where(gauge => gauge is { Use: "air", Slot: null }).Select(gauge => gauge.Name)];
        chargerLines = [.. world.Slots.Select(slot => LineOfBoard(site, site.Slots.First(text => text.Slot == slot.Number).Charger))];
        var slots = world.Slots.Length;
        (pulses, wasOn) = (new int[slots], new bool[slots]);
        (hotSince, tooHotSince) = (new TimeSpan?[slots], new TimeSpan?[slots]);
        off = tally.Of("a-second-after-danger-is-heard-no-charger-has-mains");
        open = tally.Of("a-second-after-danger-is-heard-the-contactor-is-open");
        loud = tally.Of("a-second-after-fire-is-heard-the-siren-sounds");
        heard = tally.Of("danger-that-a-sensor-shows-is-heard-soon");
        doors = tally.Of("in-danger-no-door-opens-but-for-a-crew");
        outOfLimits = tally.Of("no-charging-outside-the-temperatures-that-a-pack-told");
        stale = tally.Of("no-charging-on-words-older-than-half-a-minute");
        again = tally.Of("nothing-charges-again-before-danger-is-over-and-mains-has-settled");
        start = tally.Of("nothing-is-opened-or-switched-on-at-a-start-before-the-sensors-were-heard");
        air = tally.Of("nothing-charges-in-a-cabinet-that-is-told-too-hot");
        neighbours = tally.Of("the-neighbours-of-a-hot-pack-do-not-charge");
    }

    /// <summary>A program begins.</summary>
    public void Started(TimeSpan now)
    {
        sensors.Started();
        packs.Started();
        shownSince.Clear();
        (startedAt, dangerSince, fireSince, doorsSince, mainsGoodSince, airHotSince) = (now, null, null, null, null, null);
        Array.Clear(hotSince);
        Array.Clear(tooHotSince);
        Keep();
    }

    /// <summary>Bytes came from a line and go to the program.</summary>
    public void Received(LineId line, ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        sensors.Received(line, bytes);
        packs.Received(line, bytes, now);
    }

    /// <summary>An entry was handed over.</summary>
    public void Decided(Event decided, TimeSpan now)
    {
        if (decided is CommandAccepted { Type: CommandType.SlotOpen, Origin: Origin.Crew, Slot: { } slot }) crewOrdered[slot.Value] = now;
    }

    /// <summary>After the program made a turn.</summary>
    public void AfterTurn(TimeSpan now)
    {
        health.Look(now);
        sensors.Look();
        LookAtDangers(now);
        LookAtStart(now);
        LookAtOutputs(now);
        LookAtDoors(now);
        LookAtAir(now);
        for (var i = 0; i < world.Slots.Length; i++) LookAtCharger(i, now);
        Keep();
    }

    private void Keep()
    {
        for (var i = 0; i < world.Slots.Length; i++) (pulses[i], wasOn[i]) = (world.Slots[i].Pulses, IsOn(i));
        contactorWasOn = contactor is not null && world.Around.IsOn(contactor);
    }

    private void LookAtDangers(TimeSpan now)
    {
        var (danger, fire, closes) = (false, false, false);
        foreach (var (name, use, line) in dangers)
        {
            var told = sensors.Told(name);
            Heard(name, line, told, now);
            if (told != true) continue;
            danger = true;
            fire |= use is "smoke" or "aerosol";
            closes |= use != "leakage";
        }
        dangerSince = danger ? dangerSince ?? now : null;
        fireSince = fire ? fireSince ?? now : null;
        doorsSince = closes ? doorsSince ?? now : null;
        mainsGoodSince = mains is null || sensors.Told(mains) == true ? mainsGoodSince ?? now : null;
    }

    private void Heard(string name, string? line, bool? told, TimeSpan now)
    {
        if (!world.Around.IsActive(name) || world.Around.Troubles.IsCutOff(name))
        {
            shownSince.Remove(name);
            return;
        }
        if (!shownSince.TryGetValue(name, out var since)) shownSince[name] = since = now;
        var from = health.SoundSince(line, since > startedAt + FirstHeardWithin ? since : startedAt + FirstHeardWithin);
        if (!heard.Look(told == true || now - from <= HeardWithin)) heard.Says($"{name} has shown it since {since}");
    }

    private void LookAtStart(TimeSpan now)
    {
        if (now - startedAt > FirstHeardWithin || dangers.All(danger => sensors.Told(danger.Name) is not null)) return;
        for (var i = 0; i < world.Slots.Length; i++)
            if (!start.Look(world.Slots[i].Pulses == pulses[i] && !(IsOn(i) && !wasOn[i]))) start.Says($"slot {world.Slots[i].Number}");
        if (contactor is not null && !start.Look(contactorWasOn || !world.Around.IsOn(contactor))) start.Says("the contactor");
    }

    private void LookAtOutputs(TimeSpan now)
    {
        if (contactor is not null && dangerSince is { } since)
        {
            var allowed = health.IsSound(contactorLine, now)
                ? health.SoundSince(contactorLine, since) + ActsWithin : Latest(since, contactorLine, now);
            if (!open.Look(!world.Around.IsOn(contactor) || now <= allowed)) open.Says($"danger was heard at {since}");
        }
        if (siren is not null && fireSince is { } fire && health.IsSound(sirenLine, now)
            && !loud.Look(world.Around.IsOn(siren) || now <= health.SoundSince(sirenLine, fire) + ActsWithin))
            loud.Says($"fire was heard at {fire}");
    }

    private void LookAtDoors(TimeSpan now)
    {
        for (var i = 0; i < world.Slots.Length; i++)
        {
            var slot = world.Slots[i];
            if (doorsSince is not { } since || now - since <= ActsWithin) continue;
            var crew = crewOrdered.TryGetValue(slot.Number, out var ordered) && now - ordered <= CrewOpensWithin;
            if (!doors.Look(slot.Pulses == pulses[i] || crew))
                doors.Says($"the lock of slot {slot.Number} was fired, danger was heard at {since}");
        }
    }

    private void LookAtAir(TimeSpan now)
    {
        var hottest = double.MinValue;
        foreach (var gauge in cabinetAir)
            if (!boards.Kernel.IsBroken(gauge)) hottest = Math.Max(hottest, world.Around.Troubles.Shows(gauge, world.AirCelsius));
        airHotSince = hottest >= HotCabinet + Fine ? airHotSince ?? now : null;
    }

    private void LookAtCharger(int i, TimeSpan now)
    {
        var (slot, line) = (world.Slots[i], chargerLines[i]);
        LookAtWords(i, now);
        if (boards.Faults.AtSlot(slot.Number).Has(Fault.Welded)) return;
        if (IsOn(i) && !wasOn[i]) LookAtBeginning(i, now);
        if (dangerSince is { } since) OffAfter(off, slot, since + ActsWithin, since, line, now);
        if (hotSince[i] is { } hot) OffAfter(outOfLimits, slot, hot + HotWithin, hot, line, now);
        if (slot.Connected is not null && packs.Hears(slot.Number))
        {
            var from = packs.Told(slot.Number)?.At ?? startedAt;
            OffAfter(stale, slot, from + WordsLast + ActsWithin, from + WordsLast, line, now);
        }
        if (airHotSince is { } warm) OffAfter(air, slot, warm + AirWithin, warm, line, now);
        for (var beside = Math.Max(0, i - 1); beside <= Math.Min(world.Slots.Length - 1, i + 1); beside++)
            if (tooHotSince[beside] is { } burns) OffAfter(neighbours, slot, burns + HotWithin, burns, line, now);
    }

    private void LookAtWords(int i, TimeSpan now)
    {
        var words = world.Slots[i].Connected is null ? null : packs.Told(world.Slots[i].Number);
        hotSince[i] = words is { } told && (told.Hottest > HottestCharging || told.Coldest < ColdestCharging) ? hotSince[i] ?? now : null;
        tooHotSince[i] = words is { Hottest: >= HotPack } ? tooHotSince[i] ?? now : null;
    }

    private void LookAtBeginning(int i, TimeSpan now)
    {
        var inDanger = dangerSince is { } since && now - since > ActsWithin;
        var unsettled = mains is not null && sensors.Told(mains) is not null && !(now - mainsGoodSince >= MainsSettles)
            && now - startedAt > FirstHeardWithin;
        if (!again.Look(!inDanger && !unsettled))
            again.Says($"slot {world.Slots[i].Number} was switched on; danger heard at {dangerSince}, mains good since {mainsGoodSince}");
    }

    /// <summary>
    /// A charger is off from a moment on. Where its own line carries nothing, the contactor cuts it; where that line carries nothing either, the
    /// relay's own clock ends it.
    /// </summary>
    private void OffAfter(Invariant rule, SimulatedSlot slot, TimeSpan due, TimeSpan since, string? line, TimeSpan now)
    {
        if (!slot.ChargerOn)
        {
            rule.Look(true);
            return;
        }
        var reachable = health.IsSound(line, now);
        var last = reachable ? Later(due, health.SoundSince(line, TimeSpan.Zero) + ActsWithin)
            : rule == off && contactor is not null && health.IsSound(contactorLine, now)
                ? world.Around.IsOn(contactor) ? Later(due, health.SoundSince(contactorLine, TimeSpan.Zero) + ActsWithin) : TimeSpan.MaxValue
            : Latest(Later(due, since), line, now);
        if (!rule.Look(now <= last))
            rule.Says($"slot {slot.Number} has mains, off was due at {due}{(reachable ? "" : ", its line is out")}");
    }

    /// <summary>A lease that was told just before the line went ends by then.</summary>
    private TimeSpan Latest(TimeSpan due, string? line, TimeSpan now) => health.IsSound(line, now) ? due : due + lease + Room;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private bool IsOn(int i) => world.Slots[i].ChargerOn && !boards.Faults.AtSlot(world.Slots[i].Number).Has(Fault.Welded);

    private static (string? Name, string? Line) Output(SiteText site, string use) =>
        (site.Outputs ?? []).FirstOrDefault(output => output.Use == use) is { } output
            ? (output.Name, LineOfBoard(site, output.Relay)) : (null, null);

    private static string? LineOfBoard(SiteText site, string? wire)
    {
        if (wire is null) return null;
        var board = SimulatedSite.Channel(wire).Board;
        return (site.RelayBoards ?? []).FirstOrDefault(each => each.Name == board)?.Line
            ?? (site.IoBoards ?? []).FirstOrDefault(each => each.Name == board)?.Line;
    }
}
