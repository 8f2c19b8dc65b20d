using System.Globalization;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>A rider as he stands in the street.</summary>
/// <param name="Name">His pseudonym.</param>
/// <param name="Holds">The pack in his hands, or null.</param>
public sealed record Passer(string Name, string? Holds);

/// <summary>
/// What must hold at a cabinet whose programs were killed, held against what can be seen from outside: the boards, the riders' hands,
/// the events at the cloud. It knows nothing of how the edge works.
/// </summary>
public sealed class Judge(Tally tally)
{
    /// <summary>A start may take so long until riders are served: the time for two readings of every sensor, and a slow machine.</summary>
    public static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    /// <summary>After the lease's end a relay has fallen off and somebody has looked; our own number.</summary>
    public static readonly TimeSpan LeaseGrace = TimeSpan.FromSeconds(1.5);

    public Tally Tally => tally;

    /// <summary>From the kill until riders are asked in, no lock has a pulse.</summary>
    public void NoLockAtStart(ImmutableArray<SlotLook> before, ImmutableArray<SlotLook> now)
    {
        foreach (var (was, slot) in before.Zip(now))
            tally.Look("no-lock-at-start", slot.Pulses == was.Pulses,
                () => $"the lock of slot {slot.Slot} had {slot.Pulses - was.Pulses} pulses before anybody asked for it");
    }

    /// <summary>Each pulse has an order of its own among the events.</summary>
    public void EveryPulseWasOrdered(Books books, ImmutableArray<SlotLook> sees)
    {
        foreach (var slot in sees)
            tally.Look("every-pulse-was-ordered", slot.Pulses <= books.OrdersOf(slot.Slot),
                () => $"the lock of slot {slot.Slot} had {slot.Pulses} pulses and was ordered {books.OrdersOf(slot.Slot)} times");
    }

    /// <summary>Nobody renews a lease any more: every charger has no mains and no pack takes a current.</summary>
    public void ChargersAreOff(ImmutableArray<SlotLook> sees)
    {
        foreach (var slot in sees)
            tally.Look("chargers-are-off-after-the-lease", !slot.Charger && !(slot.Pack?.Amps > 0),
                () => $"slot {slot.Slot} still charges ({slot.Pack?.Amps ?? 0} A) when the lease is over");
    }

    /// <summary>Slots and hands together hold what there was in the beginning, each pack once.</summary>
    public void PacksAreConserved(ImmutableArray<string> all, ImmutableArray<SlotLook> sees, IEnumerable<Passer> riders)
    {
        string[] now = [.. sees.Select(slot => slot.Pack?.Serial).Concat(riders.Select(rider => rider.Holds)).OfType<string>()
            .Order(StringComparer.Ordinal)];
        tally.Look("packs-are-conserved", now.SequenceEqual(all.Order(StringComparer.Ordinal)),
            () => $"there are {string.Join(' ', now)}, and there were {string.Join(' ', all)}");
    }

    /// <summary>
    /// The books have in each slot what lies there. Where they do not, the cabinet knows that it does not know: the slot is out of
    /// service, for its reason.
    /// </summary>
    public void LedgerAgreesWithEyes(Books books, ImmutableArray<SlotLook> sees, ImmutableArray<SlotWord> word)
    {
        foreach (var slot in sees)
        {
            var (book, eye) = (books.In(slot.Slot), slot.Pack?.Serial);
            tally.Look("ledger-agrees-with-eyes", book == eye || word.Any(w => w.Slot == slot.Slot && w.Withdrawn.Length > 0),
                () => $"slot {slot.Slot} serves, holds {eye ?? "nothing"}, and the books have {book ?? "nothing"} there");
        }
    }

    /// <summary>A pack in somebody's hands is in no slot of the books that serves.</summary>
    public void OnePlaceEach(Books books, IEnumerable<Passer> riders, ImmutableArray<SlotWord> word)
    {
        foreach (var rider in riders)
        {
            if (rider.Holds is not { } held) continue;
            var slot = books.Packs.GetValueOrDefault(held).Slot;
            tally.Look("one-place-each", !word.Any(w => w.Slot == slot && w.Withdrawn.IsEmpty),
                () => $"{rider.Name} has {held} in his hands, and the books have it in slot {slot}, which serves");
        }
    }

    /// <summary>Who has no pack has a case with a number.</summary>
    public void EveryRiderHasAPackOrACase(Books books, ImmutableArray<Passer> riders)
    {
        foreach (var rider in riders)
            tally.Look("every-rider-has-a-pack-or-a-case", rider.Holds is not null || books.Cases.Values.Contains(rider.Name),
                () => $"{rider.Name} has neither a pack nor a case; in hands are "
                    + string.Join(", ", riders.Where(it => it.Holds is not null).Select(it => $"{it.Name} {it.Holds}")));
    }

    /// <summary>The cloud has 1 to N, each once and in order, and N is where the cabinet is.</summary>
    public void EveryEventArrivedOnce(Books books, long position, CloudLook? cloud)
    {
        tally.Look("every-event-arrives-once", books.Faults.Count == 0, () => string.Join("; ", books.Faults));
        tally.Look("every-event-arrives-once", books.Position == position,
            () => string.Create(CultureInfo.InvariantCulture, $"the cloud has events up to {books.Position}, the cabinet is at {position}"));
        tally.Look("every-event-arrives-once", cloud is { Journals: 1, Gaps: 0, Conflicts: 0 }, () => $"the cloud says {cloud}");
        tally.Look("every-swap-ends", books.Open.Count == 0, () => $"swap {books.Open.First()} has no end");
    }

    /// <summary>What was started again serves again in time.</summary>
    public void IsBack(string what, TimeSpan? after) => tally.Look("back-in-time", after <= ReadyWithin,
        () => string.Create(CultureInfo.InvariantCulture, $"{what} did not serve again within {ReadyWithin.TotalSeconds:0} s"));

    /// <summary>What nobody killed runs.</summary>
    public void StillRuns(string what, bool runs, Func<string> lastWords) => tally.Look("nothing-ends-by-itself", runs,
        () => $"{what} ended by itself: {lastWords()}");
}

/// <summary>What the cloud says of the cabinet's journals.</summary>
/// <param name="Journals">How many there are.</param>
/// <param name="Through">Every event up to here is on its disk, of the last of them.</param>
/// <param name="Gaps">What is missing between.</param>
/// <param name="Conflicts">Events that came again with another body.</param>
public sealed record CloudLook(int Journals, long Through, int Gaps, long Conflicts);
