using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>What holds at every moment of a life that is cut (reliability, invariants I1 to I3 and I10).</summary>
internal sealed class CutRules(Tally looks, CutDisk disk, CabinetWorld world)
{
    private const byte OpenHead = 0x8A, OpenA = 0x11, Board = 1, WriteRelay = 5, PulseHigh = 2;
    /// <summary>A start looks for no longer than this at what it found open, and one more look.</summary>
    private static readonly TimeSpan SettledWithin = CutSite.RecoverWithin + TimeSpan.FromSeconds(1);

    private readonly Dictionary<SlotNumber, int> ordered = [], pulses = [];
    private readonly HashSet<SlotNumber> charging = [];
    private int counted;
    private (long Swap, TimeSpan At)? found;
    private TimeSpan lastElapsed;
    private long lastPosition;

    /// <summary>What these bytes to a line are.</summary>
    public static Leaves WhatIs(LineId line, ReadOnlySpan<byte> frame) => line.Name switch
    {
        "locks" when frame[0] == OpenHead => Leaves.LockFired,
        "chargers" when frame[1] == WriteRelay => Leaves.ChargerOrder,
        _ => Leaves.Question,
    };

    /// <summary>The bytes that fire a lock.</summary>
    public static byte[] Opening(SlotNumber slot)
    {
        byte[] frame = [OpenHead, Board, (byte)slot.Value, OpenA];
        return [.. frame, (byte)(frame[0] ^ frame[1] ^ frame[2] ^ frame[3])];
    }

    /// <summary>The program starts: what was ordered before counts no more, and nothing charges.</summary>
    public void Started(Ledger ledger, TimeSpan elapsed)
    {
        ordered.Clear();
        pulses.Clear();
        charging.Clear();
        counted = disk.Dry.Count;
        (lastElapsed, lastPosition) = (ledger.Elapsed, disk.Dry.LastOrDefault()?.Position ?? 0);
        found = ledger.Swap is { } open ? (open.Number, elapsed) : null;
        looks.Look("a-start-sees-all-that-is-on-disk", ledger.Position == (disk.Dry.LastOrDefault()?.Position ?? 0),
            () => $"the ledger stands at {ledger.Position}, {disk.Dry[^1].Position} is on disk");
    }

    public void Handed(ImmutableArray<Entry> entries)
    {
        foreach (var entry in entries)
        {
            looks.Look("positions-follow-each-other", entry.Position == lastPosition + 1, () => $"{entry.Position} follows {lastPosition}");
            lastPosition = entry.Position;
            looks.Look("running-time-never-goes-back", entry.At.Elapsed >= lastElapsed, () => $"{entry}, after {lastElapsed}");
            lastElapsed = entry.At.Elapsed;
        }
    }

    /// <summary>Bytes leave.</summary>
    public void Sent(Leaves what, ReadOnlySpan<byte> frame)
    {
        if (what is not (Leaves.LockFired or Leaves.ChargerOrder)) return;
        Count();
        if (what == Leaves.LockFired) Fired(new SlotNumber(frame[2]));
        else if (frame[2] == PulseHigh)
        {
            var slot = new SlotNumber(frame[3] + 1);
            looks.Look("a-charger-goes-on-only-with-its-start-on-disk", charging.Contains(slot), () => $"the charger of slot {slot} was switched on");
        }
    }

    /// <summary>Something is said.</summary>
    public void Said(Errand errand)
    {
        if (errand is not Say { Prompt: var prompt }) return;
        if (prompt.Key == PromptKey.SwapDone)
            Promise(disk.Dry.Any(entry => entry.Event is SwapEnded { Ending: SwapEnding.Done }), prompt);
        if (prompt.Case is { } number && prompt.Key is PromptKey.HeldForYou)
            Promise(disk.Dry.Any(entry => entry.Event is SwapEnded ended && ended.Case == number || entry.Event is CaseOpened opened && opened.Case == number), prompt);
    }

    public void AfterTurn(Cabinet cabinet, TimeSpan elapsed)
    {
        if (found is not { } open) return;
        var isOver = cabinet.Ledger.Swap?.Number != open.Swap;
        var within = open.At + SettledWithin < cabinet.Image.SteadyAt ? cabinet.Image.SteadyAt - open.At : SettledWithin;
        looks.Look("what-a-start-finds-open-is-settled-in-time", isOver || elapsed - open.At <= within,
            () => $"swap {open.Swap} stands in {cabinet.Ledger.Swap?.Stage} {elapsed - open.At} after the start");
        if (isOver) found = null;
    }

    private void Fired(SlotNumber slot)
    {
        var fired = pulses[slot] = pulses.GetValueOrDefault(slot) + 1;
        looks.Look("a-lock-is-fired-once-for-an-order-of-this-run-that-is-on-disk", fired <= ordered.GetValueOrDefault(slot),
            () => $"the lock of slot {slot} was fired {fired} times since the start, ordered on disk {ordered.GetValueOrDefault(slot)} times");
        looks.Look("a-lock-is-fired-at-a-closed-door", !world.Find(slot.Value)!.DoorOpen, () => $"slot {slot} is open");
    }

    private void Promise(bool holds, Prompt prompt) =>
        looks.Look("nothing-is-promised-before-its-ink-is-dry", holds, () => $"said: {prompt}");

    private void Count()
    {
        for (; counted < disk.Dry.Count; counted++)
            switch (disk.Dry[counted].Event)
            {
                case DoorOrdered order: Order(order.Slot); break;
                case CommandAccepted { Type: CommandType.SlotOpen, Slot: { } slot }: Order(slot); break;
                case ChargingStarted started: charging.Add(started.Slot); break;
                case ChargingStopped stopped: charging.Remove(stopped.Slot); break;
            }
    }

    private void Order(SlotNumber slot) => ordered[slot] = ordered.GetValueOrDefault(slot) + 1;
}
