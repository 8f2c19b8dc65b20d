using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Journal;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>What holds when everybody has left and all doors are closed: journal, ledger and eyes say the same.</summary>
internal sealed class CutAccounts(Tally looks, CutDisk disk, CabinetWorld world)
{
    private const string Rider = "chen";

    /// <param name="ledger">As it stands, with all its ink dry.</param>
    /// <param name="hand">The pack that is out, or null.</param>
    /// <param name="brought">The pack that he came with, or null: he is of a crew.</param>
    /// <param name="isLate">
    /// He went on at a door only after its swap had ended: what he put in there nobody knows the owner of, what he took is asked of him.
    /// </param>
    public void Close(Ledger ledger, string? hand, string? brought, bool isLate)
    {
        var isCrew = brought is null;
        looks.Look("everybody-leaves-with-a-pack-or-a-case", hand is not null || isCrew || ledger.Cases.Any(c => c.Rider.Subject == Rider)
            || isLate && ledger.WithdrawnFor(Withdrawal.UnplannedPack).Any(slot => world.Find(slot.Value)!.Pack?.Serial == brought),
            () => "he has no pack and no case number");
        looks.Look("no-swap-and-no-command-stays-open", ledger is { Swap: null, Commands.Open.IsEmpty: true },
            () => $"swap {ledger.Swap?.Stage}, {ledger.Commands.Open.Length} commands");
        foreach (var slot in world.Slots) Slot(ledger, slot);
        if (hand is not null) Out(ledger, hand, hand == brought, isCrew, isLate);
        Once(ledger);
        looks.Look("replay-gives-the-ledger", Text(disk.Replayed()) == Text(ledger), () => "the journal gives another ledger than the one in memory");
    }

    private void Slot(Ledger ledger, SimulatedSlot slot)
    {
        var number = new SlotNumber(slot.Number);
        var (lies, known) = (slot.Pack?.Serial, ledger.Custody.In(number)?.Text);
        var serves = ledger.WithdrawnFrom(number).IsEmpty;
        looks.Look("the-ledger-says-what-eyes-see", known == lies || known is null && !serves,
            () => $"slot {number} {(serves ? "serves" : $"is out for {string.Join(", ", ledger.WithdrawnFrom(number))}")}, "
                + $"holds {lies ?? "nothing"}, and the ledger has {known ?? "nothing"} there");
        if (lies is not null)
            looks.Look("no-pack-is-in-two-places", ledger.Custody.Of(PackId.From(lies))?.Slot is not null || known is null && !serves,
                () => $"{lies} lies in slot {number}, and the ledger has it {ledger.Custody.Of(PackId.From(lies))}");
    }

    /// <summary>A pack of the cabinet's in his hand is his by the ledger; the one that he came with is his, or unknown here.</summary>
    private void Out(Ledger ledger, string hand, bool isOwn, bool isCrew, bool isLate)
    {
        var holding = ledger.Custody.Of(PackId.From(hand));
        var isHis = holding is { Slot: null, Rider.Subject: Rider };
        looks.Look("what-is-out-is-booked-out", isCrew ? holding is null : isOwn ? isHis || holding is null : isHis
            || isLate && disk.Dry.Any(entry => entry.Event is PackInQuestion asked && asked.Pack.Text == hand),
            () => $"{hand} is in his hand, and the ledger has it {holding?.ToString() ?? "nowhere"}");
    }

    private void Once(Ledger ledger)
    {
        var events = disk.Dry.Select(entry => entry.Event).ToList();
        var done = events.OfType<SwapCompleted>().Select(e => e.Swap).ToList();
        var undone = events.OfType<SwapUndone>().Select(e => e.Swap).ToList();
        looks.Look("a-swap-is-booked-once", done.Distinct().Count() == done.Count && undone.All(done.Contains)
            && undone.Distinct().Count() == undone.Count, () => $"completed {string.Join(' ', done)}, undone {string.Join(' ', undone)}");
        var started = events.OfType<SwapStarted>().Select(e => e.Swap).ToList();
        var ended = events.OfType<SwapEnded>().Select(e => e.Swap).ToList();
        looks.Look("every-swap-ends-once", started.SequenceEqual(ended), () => $"started {string.Join(' ', started)}, ended {string.Join(' ', ended)}");
        var taken = events.OfType<CommandAccepted>().Select(e => e.Command).ToList();
        var answered = events.OfType<CommandDone>().Where(e => !e.Again).Select(e => e.Command).ToList();
        looks.Look("every-command-is-answered-once", answered.Distinct().Count() == answered.Count && taken.All(answered.Contains),
            () => $"taken {string.Join(' ', taken)}, answered {string.Join(' ', answered)}");
        looks.Look("a-right-is-used-once-for-each-pack-out", done.Count - undone.Count == ledger.Riders.CabinetOffline.Length,
            () => $"{done.Count} completed, {undone.Count} undone");
    }

    private static string Text(Ledger ledger) => LedgerSnapshot.ToRow(ledger, default, "").Body;
}
