using System.Collections.Immutable;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>The events of a cabinet's life, swap after swap, as its journal has them.</summary>
internal sealed class Life(TimeSpan step)
{
    private static readonly PackClass Class = new("48V24Ah");
    private readonly ImmutableArray<Entry>.Builder entries = ImmutableArray.CreateBuilder<Entry>();
    private long swaps;

    public Ledger Ledger { get; private set; } = Ledger.Empty;
    public ImmutableArray<Entry> Entries => entries.ToImmutable();
    public Moment Now => new(step * (entries.Count + 1), DateTimeOffset.UnixEpoch.AddDays(20_000) + step * (entries.Count + 1),
        TimeTrust.Trusted, TimeSpan.FromMilliseconds(3));

    public Life Opens()
    {
        Tell(new CabinetStarted("b001b001b001b001", "a001a001a001a001", "0.1.0", false));
        for (var slot = 2; slot <= 4; slot++) Tell(new PackAdopted(new SlotNumber(slot), Pack(slot), Class));
        Tell(new AlarmRaised(AlarmKind.LockFault, new SlotNumber(9)), new SlotWithdrawn(new SlotNumber(9), Withdrawal.LockFault));
        Tell(new AlarmRaised(AlarmKind.StoreSlow, null), new ChargingStarted(new SlotNumber(4), Pack(4), new StateOfCharge(50)));
        return this;
    }

    /// <summary>One rider comes and swaps; every third leaves before he takes, so that a case stays open.</summary>
    public Life Swaps(int times)
    {
        for (var n = 0; n < times; n++) Swap(++swaps);
        return this;
    }

    /// <summary>Something else happens.</summary>
    public void Happens(params Event[] events) => Tell(events);

    private void Swap(long number)
    {
        var empty = Enumerable.Range(1, 5).First(slot => Ledger.Custody.In(new SlotNumber(slot)) is null);
        var full = Enumerable.Range(1, 5).First(slot => Ledger.Custody.In(new SlotNumber(slot)) is not null
            && Ledger.WithdrawnFrom(new SlotNumber(slot)).IsEmpty);
        var (inSlot, outSlot) = (new SlotNumber(empty), new SlotNumber(full));
        var rider = new RiderId("ninghai", $"R-{number % 7}");
        var (brought, taken) = (Pack(100 + number), Ledger.Custody.In(outSlot)!.Value);
        var key = new CodeKey("ninghai", $"00112233445566{number:x4}");
        Tell(new SwapStarted(number, rider, [Class], number % 2 == 0, null),
            new CodeAccepted(number, rider, "swap", key, true, 1_780_000_000 + number, number, 1_790_000_000, null, "YA1:..."),
            new SlotsReserved(number, inSlot, outSlot, taken), new DoorOrdered(number, inSlot, DoorFor.Insert, 1));
        Tell(new DoorOpened(number, inSlot, DoorFor.Insert, TimeSpan.FromMilliseconds(700)), new CodeSpent(number));
        Tell(new DoorClosed(number, inSlot), new PackInserted(number, inSlot));
        Tell(new PackVerified(number, inSlot, brought, Class, new StateOfCharge(12), false),
            new DoorOrdered(number, outSlot, DoorFor.Take, 1));
        if (number % 3 == 0)
        {
            Tell(new GiveBackStarted(number, inSlot, EndReason.LeftAtOffer), new PackHeld(number, rider, inSlot, brought),
                new SlotWithdrawn(inSlot, Withdrawal.HeldForRider),
                new SwapEnded(number, SwapEnding.PendingPickup, EndReason.LeftAtOffer, $"C{number}"));
            // His next code: the door of his own pack.
            Tell(new CaseClosed(number, $"C{number}"), new PackGivenBack(number, inSlot, brought),
                new SlotRestored(inSlot, Withdrawal.HeldForRider));
            return;
        }
        Tell(new SwapCompleted(number, rider, inSlot, brought, new StateOfCharge(12), outSlot, taken, new StateOfCharge(97),
            number % 2 == 0));
        Tell(new DoorClosed(number, outSlot), new SwapEnded(number, SwapEnding.Done, EndReason.Taken, null));
    }

    private void Tell(params Event[] events)
    {
        var now = Now;
        foreach (var e in events)
        {
            var entry = new Entry(entries.Count + 1, now, e);
            entries.Add(entry);
            Ledger = Ledger.Apply(entry);
        }
    }

    private static PackId Pack(long number) => PackId.From($"YA4824{number:D10}");
}
