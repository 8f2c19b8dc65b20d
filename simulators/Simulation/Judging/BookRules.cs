using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>
/// What always holds of the books: one session, one right for one pack, and replay gives the same ledger. That a pack has one owner and a
/// slot one pack the ledger itself refuses to break: the program falls, and that is counted.
/// </summary>
public sealed class BookRules
{
    /// <summary>How often the whole ledger is held against the replay of its journal.</summary>
    private const long TurnsBetweenReplays = 1000;
    /// <summary>Events in two minutes; more is an event that repeats itself (the busiest swap makes some hundred).</summary>
    private const int EventsMax = 600;
    /// <summary>From the time that the plan gives recovery to the turn in which it ends.</summary>
    private static readonly TimeSpan SettlesLater = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EventsWithin = TimeSpan.FromMinutes(2);
    /// <summary>A pack that was out and is put back at once: the readings that showed it gone are no older than this.</summary>
    private static readonly TimeSpan SeenGoneWithin = TimeSpan.FromSeconds(5);

    private readonly CabinetWorld world;
    private readonly Orders orders;
    private readonly Func<TimeSpan> now;
    private readonly Func<int, bool> mayLie;
    private readonly Invariant replay, oneSwap, oneCode, another, isOut, oneRight, inOrder, flood, ends, oneCommand, goodCommand, settled;
    private readonly HashSet<(CodeKey Key, long Issued, long Counter)> codes = [];
    private readonly HashSet<string> followed = new(StringComparer.Ordinal);
    private readonly Dictionary<long, (CodeKey Key, long Issued, long Counter)> codeOf = [];
    private readonly Dictionary<long, int> booked = [];
    private readonly Dictionary<string, TimeSpan> takenAt = new(StringComparer.Ordinal);
    private readonly Queue<TimeSpan> recent = new();
    private Ledger shadow = Ledger.Empty;
    private Ledger? seen;
    private long replayedAtTurn, replayedAt;

    /// <param name="tally">Counts.</param>
    /// <param name="world">What the eyes see.</param>
    /// <param name="orders">What the cloud ordered.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="mayLie">Whether the sensors of a slot have lied lately.</param>
    public BookRules(Tally tally, CabinetWorld world, Orders orders, Func<TimeSpan> now, Func<int, bool> mayLie)
    {
        (this.world, this.orders, this.now, this.mayLie) = (world, orders, now, mayLie);
        replay = tally.Of("replay-gives-the-same-ledger");
        oneSwap = tally.Of("one-swap-at-a-time");
        oneCode = tally.Of("one-swap-for-a-code");
        another = tally.Of("a-swap-gives-another-pack");
        isOut = tally.Of("a-swap-is-booked-when-its-pack-is-out");
        oneRight = tally.Of("one-right-for-a-swap");
        inOrder = tally.Of("positions-and-running-time-only-grow");
        flood = tally.Of("no-flood-of-events");
        ends = tally.Of("every-swap-ends");
        oneCommand = tally.Of("a-command-is-followed-once");
        goodCommand = tally.Of("no-late-or-forged-command-is-followed");
        settled = tally.Of("facts-settle-soon-after-a-start");
        foreach (var slot in world.Slots) Watch(slot);
    }

    /// <summary>The journal as far as it was decided, replayed one by one.</summary>
    public Ledger Shadow => shadow;

    /// <summary>An entry was handed over.</summary>
    public void Decided(Entry entry)
    {
        if (!inOrder.Look(entry.Position == shadow.Position + 1 && entry.At.Elapsed >= shadow.Elapsed))
            inOrder.Says($"#{entry.Position} at {entry.At.Elapsed} follows #{shadow.Position} at {shadow.Elapsed}");
        Session(entry);
        Flood();
        shadow = shadow.Apply(entry);
    }

    /// <summary>A program begins with what replay gave.</summary>
    /// <param name="kept">What of the journal the end before left.</param>
    /// <param name="replayed">What the program begins with.</param>
    public void Started(IReadOnlyList<Entry> kept, Ledger replayed)
    {
        if (shadow.Position > kept.Count) Forget(kept);
        Same(replayed);
        seen = null;
    }

    /// <summary>After each turn.</summary>
    public void AfterTurn(EdgeRun run, long turn)
    {
        var cabinet = run.Cabinet;
        var ledger = cabinet.Ledger;
        if (ledger.Swap is { } swap && !ends.Look(run.Running(now()) - swap.StartedAt < CommandDesk.CancelWithin))
            ends.Says($"swap {swap.Number} rests in {swap.Stage}");
        var settledBy = cabinet.Image.SteadyAt + cabinet.Plan.Times.RecoverWithin + SettlesLater;
        if (cabinet.Image.Recovering && !settled.Look(run.Running(now()) < settledBy))
            settled.Says($"started at {run.StartedAt}, and what happened before is not settled");
        if (ReferenceEquals(ledger, seen)) return;
        seen = ledger;
        if (turn - replayedAtTurn < TurnsBetweenReplays || ledger.Position == replayedAt) return;
        (replayedAtTurn, replayedAt) = (turn, ledger.Position);
        Same(ledger);
    }

    /// <summary>At the end of a life: the whole journal once more, from its first entry.</summary>
    public void AtEnd(IReadOnlyList<Entry> journal, Ledger live)
    {
        shadow = journal.Aggregate(Ledger.Empty, (ledger, entry) => ledger.Apply(entry));
        Same(live);
    }

    /// <summary>Notes when a pack leaves its slot.</summary>
    private void Watch(SimulatedSlot slot)
    {
        var held = slot.Pack?.Serial;
        slot.Moved += () =>
        {
            if (held is { } gone && slot.Pack?.Serial != gone) takenAt[gone] = now();
            held = slot.Pack?.Serial;
        };
    }

    private void Session(Entry entry)
    {
        switch (entry.Event)
        {
            case SwapStarted started:
                if (!oneSwap.Look(shadow.Swap is null)) oneSwap.Says($"swap {started.Swap} begins in swap {shadow.Swap!.Number}");
                break;
            case CodeAccepted code:
                var shown = (code.Key, code.IssuedAt, code.Counter);
                codeOf[code.Swap] = shown;
                if (!oneCode.Look(codes.Add(shown)))
                    oneCode.Says($"{code.Rider}'s code of {code.IssuedAt}/{code.Counter} was taken twice");
                break;
            case CodeReleased released when codeOf.TryGetValue(released.Swap, out var again): codes.Remove(again); break;
            case SwapCompleted done: Booked(done); break;
            case SwapUndone undone:
                booked[undone.Swap] = booked.GetValueOrDefault(undone.Swap) - 1;
                break;
            case CommandAccepted command: Followed(command, entry.At); break;
        }
    }

    private void Booked(SwapCompleted done)
    {
        if (!another.Look(done.Brought != done.Taken)) another.Says($"swap {done.Swap} gives {done.Taken} for itself");
        if (!oneRight.Look((booked[done.Swap] = booked.GetValueOrDefault(done.Swap) + 1) == 1))
            oneRight.Says($"swap {done.Swap} is booked twice");
        var lies = world.Slots.FirstOrDefault(slot => slot.Pack?.Serial == done.Taken.Text);
        if (mayLie(done.OutSlot.Value) || lies is not null && mayLie(lies.Number)) return;
        if (takenAt.TryGetValue(done.Taken.Text, out var at) && now() - at < SeenGoneWithin) lies = null;
        if (!isOut.Look(lies is null)) isOut.Says($"swap {done.Swap} is booked, and {done.Taken} lies in slot {lies!.Number}");
    }

    private void Followed(CommandAccepted command, Moment at)
    {
        if (!oneCommand.Look(followed.Add(command.Command))) oneCommand.Says($"{command.Command} was followed twice");
        // Where the time is not known nothing is late: what makes safe is done then too.
        var inTime = orders.Good.Contains(command.Command)
            || orders.Late.Contains(command.Command) && command.Type.MakesSafe() && !at.WallIsTrusted;
        if (command.Origin == Origin.Cloud && !goodCommand.Look(inTime))
            goodCommand.Says($"{command.Command} ({command.Type}) was followed");
    }

    private void Flood()
    {
        recent.Enqueue(now());
        while (now() - recent.Peek() > EventsWithin) recent.Dequeue();
        if (!flood.Look(recent.Count < EventsMax)) flood.Says($"{recent.Count} events in {EventsWithin.TotalMinutes} minutes");
    }

    /// <summary>What was lost with the wet ink never was.</summary>
    private void Forget(IReadOnlyList<Entry> kept)
    {
        shadow = kept.Aggregate(Ledger.Empty, (ledger, entry) => ledger.Apply(entry));
        codes.Clear();
        followed.Clear();
        booked.Clear();
        foreach (var entry in kept)
            switch (entry.Event)
            {
                case CodeAccepted code:
                    codes.Add(codeOf[code.Swap] = (code.Key, code.IssuedAt, code.Counter));
                    break;
                case CodeReleased released when codeOf.TryGetValue(released.Swap, out var again): codes.Remove(again); break;
                case CommandAccepted command: followed.Add(command.Command); break;
                case SwapCompleted done: booked[done.Swap] = booked.GetValueOrDefault(done.Swap) + 1; break;
                case SwapUndone undone: booked[undone.Swap] = booked.GetValueOrDefault(undone.Swap) - 1; break;
            }
    }

    private void Same(Ledger ledger)
    {
        var (replayed, live) = (LedgerText.Of(shadow), LedgerText.Of(ledger));
        if (!replay.Look(replayed == live)) replay.Says($"replay gives {LedgerText.Difference(replayed, live)}");
    }
}
