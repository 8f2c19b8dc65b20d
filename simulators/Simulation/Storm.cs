using System.Globalization;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// What goes wrong, drawn from the seed: at times of the day, at openings of doors, and at one step of a swap. Counts what it did; a board
/// counts by itself how often a fault showed.
/// </summary>
public sealed class Storm(FaultRates rates, Random chance, StormPlaces at)
{
    private const int StepsMost = 26, MinutesInDay = 1440;
    /// <summary>A run that was ended is back after this, as the service manager starts it (RestartSec 2 s and the start itself).</summary>
    private static readonly TimeSpan BackAfter = TimeSpan.FromSeconds(4);

    /// <summary>From being asked to end to the end: the last order to every charger and its answer, with room.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(3);

    private readonly Hands stranger = new(at.Boards);
    private readonly PriorityQueue<Action, (TimeSpan Due, long Order)> agenda = new();
    private readonly SortedDictionary<string, long> fired = new(StringComparer.Ordinal);
    private readonly string[] lines = [.. at.Boards.Lines.Select(line => line.Name)];
    private readonly string[] lockLines = [.. at.LockLines];
    private long order, swap, appends;
    private (string What, int After)? step;

    /// <summary>How often it struck, by name.</summary>
    public IReadOnlyDictionary<string, long> Fired => fired;

    public TimeSpan? NextDeadline => agenda.TryPeek(out _, out var first) ? first.Due : null;

    /// <summary>The sensors of this slot lie.</summary>
    public event Action<int>? Deceives;

    /// <summary>Told what struck, and where.</summary>
    public event Action<string>? Struck;

    /// <summary>No more of it: what was set ends now.</summary>
    public void Calm()
    {
        agenda.Clear();
        foreach (var place in lines.Concat(at.Boards.World.Slots.Select(slot => Faults.SlotPlace(slot.Number))))
            foreach (var fault in Enum.GetValues<Fault>()) at.Boards.Faults.At(place).Set(fault, 0, null);
        foreach (var line in at.Boards.Lines) if (line.Pulled) Pull(line.Name, false);
        at.Disk.Slower = TimeSpan.Zero;
        at.Clock.Off = TimeSpan.Zero;
        (at.Link.Up, at.Link.HalfOpen) = (true, false);
        step = null;
    }

    /// <summary>Draws what strikes on the day that begins.</summary>
    public void Day(TimeSpan begins)
    {
        foreach (var (name, rate) in rates.Days)
            for (var minute = 0; minute < MinutesInDay; minute++)
                if (chance.NextDouble() < rate / MinutesInDay)
                    Later(begins + TimeSpan.FromMinutes(minute) + TimeSpan.FromMilliseconds(chance.Next(60_000)), now => Strike(name, now));
    }

    public void Lapse(TimeSpan now)
    {
        while (agenda.TryPeek(out var act, out var first) && first.Due <= now)
        {
            agenda.Dequeue();
            act();
        }
    }

    /// <summary>An event was decided: a door is ordered, a swap goes on by a step.</summary>
    public void Decided(Event decided, TimeSpan now)
    {
        if (decided is DoorOrdered ordered) Opening(ordered.Slot.Value);
        if (decided is not TransactionEvent transaction) return;
        if (decided is SwapStarted && swap != transaction.Swap)
        {
            (swap, appends) = (transaction.Swap, 0);
            step = Drawn(rates.Steps) is { } what ? (what, chance.Next(1, StepsMost)) : null;
        }
        if (++appends < step?.After) return;
        if (step is { } due) Later(now, when => Step(due.What, when));
        step = null;
    }

    private void Opening(int slot)
    {
        var (spot, what) = (at.Boards.Faults.AtSlot(slot), Drawn(rates.Openings));
        if (what is not null) Struck?.Invoke($"{what}, {Faults.SlotPlace(slot)}");
        switch (what)
        {
            case "jam": spot.Set(Fault.Jam, chance.Next(1, 5), null); break;
            case "late-spring": spot.Set(Fault.LateSpring, 1, Text(chance.Next(500, 15_000))); break;
            case "bounce": spot.Set(Fault.Bounce, 1, Text(chance.Next(100, 1500))); break;
        }
    }

    /// <summary>One of a few, each with so many in a thousand; mostly none.</summary>
    private string? Drawn(ImmutableSortedDictionary<string, double> perThousand)
    {
        var left = chance.NextDouble() * 1000;
        foreach (var (name, rate) in perThousand)
            if ((left -= rate) < 0) return name;
        return null;
    }

    private void Step(string what, TimeSpan now)
    {
        Count($"{what}-at-a-step");
        foreach (var line in lockLines)
            switch (what)
            {
                case "tear-lock-answer": at.Boards.Faults.At(line).Set(Fault.LoseByte, 1, null); break;
                case "drop-lock-answer": at.Boards.Faults.At(line).Set(Fault.DropAnswer, chance.Next(1, 4), null); break;
                case "pull-lock-line": PullFor(line, Seconds(1, 20), now); break;
            }
        switch (what)
        {
            case "kill": at.End(RunEnd.Killed, BackAfter); break;
            case "power-loss": at.End(RunEnd.PowerLost, BackAfter + Seconds(10, 60)); break;
            case "slow-ink": SlowInk(Seconds(5, 20), now); break;
            case "silence-scanner": foreach (var scanner in at.Boards.Scanners.Keys) For(scanner, Fault.Silent, Seconds(5, 40), now); break;
        }
    }

    private void Strike(string name, TimeSpan now)
    {
        if (FaultNames.TryFind(name, out var fault))
        {
            if (FaultNames.SeatOf(fault) == FaultSeat.Slot) StrikeSlot(fault, now);
            else StrikeLine(fault, now);
            return;
        }
        if (name is "theft" or "heat")
        {
            // A slot with nothing in it is struck by neither.
            if (name == "theft" ? Steals(now) : Heats()) Count(name);
            return;
        }
        Count(name);
        switch (name)
        {
            case "line-pulled": PullFor(Any(lines), Seconds(2, 60), now); break;
            case "scanner-garbage": Garbage(now); break;
            case "kill": at.End(RunEnd.Killed, BackAfter); break;
            case "stop":
                at.Tell(new StopAsked());
                Later(now + EndsWithin, _ => at.End(RunEnd.Asked, BackAfter));
                break;
            case "power-loss": at.End(RunEnd.PowerLost, BackAfter + Seconds(10, 300)); break;
            case "mains-cut": at.End(RunEnd.MainsLost, Seconds(20, 1800)); break;
            case "restart-loop":
                for (var again = 0; again < 8; again++) Later(now + again * Seconds(8, 30), _ => at.End(RunEnd.Killed, BackAfter));
                break;
            case "slow-ink": SlowInk(Seconds(10, 90), now); break;
            case "disk-full": at.Orders.DiskFull(now, Seconds(60, 3600), act => Later(act.At, _ => act.Do())); break;
            case "link-down": Down(Seconds(30, 7200), now); break;
            case "link-flaps":
                for (var again = 0; again < 10; again++) Later(now + again * Seconds(3, 20), when => Down(Seconds(1, 5), when));
                break;
            case "link-half-open": HalfOpen(Seconds(20, 600), now); break;
            case "duplicates": at.Link.Twice += chance.Next(1, 30); break;
            case "reordered": at.Link.Overtaken += chance.Next(1, 10); break;
            case "cloud-empty": at.Link.CloudForgets(); break;
            case "clock-step": StepClock(now); break;
            default: at.Orders.Give(name, now); break;
        }
    }

    private void StrikeLine(Fault fault, TimeSpan now)
    {
        var line = fault switch
        {
            Fault.NotUtf8 or Fault.TwoChunks or Fault.NoEnd or Fault.AckFirst or Fault.Twice => Any([.. at.Boards.Scanners.Keys]),
            Fault.ReportFirst => Any(lockLines),
            _ => Any(lines),
        };
        Struck?.Invoke($"{FaultNames.NameOf(fault)}, {line}");
        if (fault is Fault.Echo or Fault.Silent) For(line, fault, Seconds(3, 180), now);
        else
            at.Boards.Faults.At(line).Set(fault, fault == Fault.Reset ? 1 : chance.Next(1, 6),
                fault == Fault.Late ? Text(chance.Next(100, 1500)) : null);
    }

    private void StrikeSlot(Fault fault, TimeSpan now)
    {
        var slot = Any([.. at.Boards.World.Slots]);
        if (fault is Fault.SwitchStuck or Fault.SwitchInverted or Fault.PresenceStuck or Fault.SaysSerial or Fault.OpenSensor)
            Deceives?.Invoke(slot.Number);
        var value = fault switch
        {
            Fault.SaysSerial => chance.Next(2) == 0 ? "\x01\x02garbled" : Site.Stock.SerialOf(chance.Next(8000, 9000)),
            Fault.PresenceStuck => chance.Next(2) == 0 ? "present" : "absent",
            Fault.Protection => Text(1 << chance.Next(0, 13)),
            _ => null,
        };
        Struck?.Invoke($"{FaultNames.NameOf(fault)}, {Faults.SlotPlace(slot.Number)}");
        For(Faults.SlotPlace(slot.Number), fault, Seconds(20, fault is Fault.Mute or Fault.SaysSerial ? 600 : 3600), now, value);
    }

    private void Garbage(TimeSpan now)
    {
        foreach (var scanner in at.Boards.Scanners.Values)
        {
            var text = new char[chance.Next(1, 1200)];
            for (var i = 0; i < text.Length; i++) text[i] = (char)chance.Next(0x20, 0x17F);
            scanner.Show((chance.Next(2) == 0 ? "YA1:" : "") + new string(text), now);
        }
    }

    private bool Heats()
    {
        if (Any([.. at.Boards.World.Slots]).Pack is not { } pack) return false;
        pack.Celsius = 45 + chance.NextDouble() * 25;
        return true;
    }

    /// <summary>A door is prised open and a pack is gone; some thieves close the door behind them.</summary>
    private bool Steals(TimeSpan now)
    {
        var slot = Any([.. at.Boards.World.Slots]);
        if (slot.DoorOpen || slot.Pack is not { } pack || at.IsWaitedFor(pack.Serial)) return false;
        stranger.Do(new ForceDoor(slot.Number), now);
        at.Stirred($"prises slot {slot.Number} open");
        var closes = chance.Next(2) == 0;
        Later(now + Seconds(1, 20), when =>
        {
            if (!stranger.Do(new TakePack(slot.Number), when).Ok) return;
            at.Stirred($"takes {pack.Serial} out of slot {slot.Number}");
            if (closes) stranger.Do(new CloseDoor(slot.Number), when);
        });
        return true;
    }

    private void StepClock(TimeSpan now)
    {
        var hours = chance.Next(4) switch { 0 => -1, 1 => 1, 2 => 24 * 3650, _ => -24 * 20_000 };
        at.Clock.Off = TimeSpan.FromHours(hours * chance.NextDouble());
        Later(now + Seconds(60, 7200), _ => at.Clock.Off = TimeSpan.Zero);
    }

    private void SlowInk(TimeSpan lasts, TimeSpan now)
    {
        at.Disk.Slower = TimeSpan.FromSeconds(chance.NextDouble() * 9);
        Later(now + lasts, _ => at.Disk.Slower = TimeSpan.Zero);
    }

    private void Down(TimeSpan lasts, TimeSpan now)
    {
        at.Link.Up = false;
        Later(now + lasts, _ => at.Link.Up = true);
    }

    private void HalfOpen(TimeSpan lasts, TimeSpan now)
    {
        at.Link.HalfOpen = true;
        Later(now + lasts, _ => at.Link.HalfOpen = false);
    }

    private void PullFor(string line, TimeSpan lasts, TimeSpan now)
    {
        if (at.Boards.Find(line) is not { Pulled: false }) return;
        Pull(line, true);
        Later(now + lasts, _ => Pull(line, false));
    }

    private void Pull(string line, bool pulled)
    {
        if (at.Boards.Find(line)!.Pulled == pulled) return;
        at.Boards.Find(line)!.Pull(pulled);
        at.Pulled(line, pulled);
    }

    private void For(string place, Fault fault, TimeSpan lasts, TimeSpan now, string? value = null)
    {
        at.Boards.Faults.At(place).Set(fault, null, value);
        Later(now + lasts, _ => at.Boards.Faults.At(place).Set(fault, 0, null));
    }

    /// <summary>Something of its own that strikes at a moment.</summary>
    public void At(TimeSpan due, Action strikes) => Later(due, _ => strikes());

    private void Later(TimeSpan due, Action<TimeSpan> act) => agenda.Enqueue(() => act(due), (due, order++));

    private T Any<T>(T[] of) => of[chance.Next(of.Length)];

    private TimeSpan Seconds(int least, int most) => TimeSpan.FromMilliseconds(chance.NextInt64(least * 1000L, most * 1000L));

    private void Count(string name)
    {
        fired[name] = fired.GetValueOrDefault(name) + 1;
        Struck?.Invoke(name);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
