using YongAi.Edge.Uplink;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Torture;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Torture;

/// <summary>The judge of a torture bites: each thing that must never be is planted, and found by its name.</summary>
public sealed class JudgeTests
{
    private const string Own = "YA48240000009001", Stock = "YA48240000000003";
    private static readonly RiderRef Chen = new("demo", "rider-1");
    private static readonly ImmutableArray<SlotWord> Serving = [new(3, "closed", "holding", []), new(4, "closed", "empty", [])];

    private readonly Tally tally = new();
    private readonly Judge judge;
    private readonly Books books = new();
    private long position;

    public JudgeTests() => judge = new Judge(tally);

    [Fact]
    public void A_pulse_before_anybody_asked_is_found()
    {
        judge.NoLockAtStart([Slot(3, pulses: 2), Slot(4)], [Slot(3, pulses: 2), Slot(4)]);
        Assert.Null(tally.FirstBreach);
        judge.NoLockAtStart([Slot(3, pulses: 2), Slot(4)], [Slot(3, pulses: 3), Slot(4)]);
        Assert.Equal("no-lock-at-start: the lock of slot 3 had 1 pulses before anybody asked for it", tally.FirstBreach);
    }

    [Fact]
    public void A_pulse_whose_order_is_not_in_the_journal_is_found()
    {
        Happens(new DoorOrderedData(1, 3, "insert", 1));
        judge.EveryPulseWasOrdered(books, [Slot(3, pulses: 1), Slot(4)]);
        Assert.Null(tally.FirstBreach);
        judge.EveryPulseWasOrdered(books, [Slot(3, pulses: 2), Slot(4)]);
        Assert.Equal("every-pulse-was-ordered: the lock of slot 3 had 2 pulses and was ordered 1 times", tally.FirstBreach);
    }

    [Fact]
    public void A_lost_event_is_found()
    {
        Happens(new PackAdoptedData(3, Stock, "48V24Ah"));
        position++;
        Happens(new DoorOrderedData(1, 3, "insert", 1));
        judge.EveryEventArrivedOnce(books, 3, new CloudLook(1, 3, 0, 0));
        Assert.Equal("every-event-arrives-once: position 3 follows 1", tally.FirstBreach);
    }

    [Fact]
    public void An_event_twice_is_found()
    {
        Happens(new PackAdoptedData(3, Stock, "48V24Ah"));
        position--;
        Happens(new PackAdoptedData(3, Stock, "48V24Ah"));
        judge.EveryEventArrivedOnce(books, 1, new CloudLook(1, 1, 0, 0));
        Assert.Equal("every-event-arrives-once: position 1 follows 1", tally.FirstBreach);
    }

    [Theory]
    [InlineData(2, 1, 0, 0)]
    [InlineData(1, 2, 0, 0)]
    [InlineData(1, 1, 1, 0)]
    [InlineData(1, 1, 0, 1)]
    public void An_end_that_is_missing_a_second_journal_a_gap_and_a_conflict_are_found(long cabinet, int journals, int gaps, long conflicts)
    {
        Happens(new PackAdoptedData(3, Stock, "48V24Ah"));
        judge.EveryEventArrivedOnce(books, cabinet, new CloudLook(journals, 1, gaps, conflicts));
        Assert.StartsWith("every-event-arrives-once: ", tally.FirstBreach);
    }

    [Fact]
    public void A_second_journal_is_found()
    {
        Happens(new PackAdoptedData(3, Stock, "48V24Ah"));
        position = 0;
        Happens(new PackAdoptedData(3, Stock, "48V24Ah"), journal: "00000000000000b2");
        Assert.Equal("journal 00000000000000a1 ends at 1 and 00000000000000b2 begins", Assert.Single(books.Faults));
    }

    [Fact]
    public void A_swap_without_an_end_and_one_that_ends_twice_are_found()
    {
        Happens(new SwapStartedData(1, Chen, ["48V24Ah"], false));
        judge.EveryEventArrivedOnce(books, 1, new CloudLook(1, 1, 0, 0));
        Assert.Equal("every-swap-ends: swap 1 has no end", tally.FirstBreach);
        Happens(new SwapEndedData(1, "aborted", "restarted"));
        Happens(new SwapEndedData(1, "aborted", "restarted"));
        Assert.Equal("swap 1 ended and was not open", Assert.Single(books.Faults));
    }

    [Fact]
    public void A_pack_in_two_places_is_found_by_the_eyes_and_in_the_books()
    {
        var all = ImmutableArray.Create(Own, Stock);
        judge.PacksAreConserved(all, [Slot(3, Stock), Slot(4)], [new Passer("rider-1", Own)]);
        Assert.Null(tally.FirstBreach);
        judge.PacksAreConserved(all, [Slot(3, Stock), Slot(4, Own)], [new Passer("rider-1", Own)]);
        Assert.StartsWith("packs-are-conserved: ", tally.FirstBreach);

        Happens(new PackAdoptedData(3, Stock, "48V24Ah"));
        Happens(new PackAdoptedData(3, Own, "48V24Ah"));
        Assert.Equal($"{Own} is entered in slot 3, where {Stock} lies", Assert.Single(books.Faults));
    }

    [Fact]
    public void A_pack_in_hands_that_the_ledger_still_has_in_a_slot_is_found()
    {
        Happens(new PackAdoptedData(3, Stock, "48V24Ah"));
        judge.OnePlaceEach(books, [new Passer("rider-1", Own)], Serving);
        Assert.Null(tally.FirstBreach);
        judge.OnePlaceEach(books, [new Passer("rider-1", Stock)], Serving);
        Assert.StartsWith($"one-place-each: rider-1 has {Stock} in his hands", tally.FirstBreach);
    }

    [Fact]
    public void A_ledger_that_differs_from_the_eyes_is_found_unless_the_slot_is_out_of_service()
    {
        Happens(new PackAdoptedData(3, Stock, "48V24Ah"));
        judge.LedgerAgreesWithEyes(books, [Slot(3, Stock), Slot(4)], Serving);
        judge.LedgerAgreesWithEyes(books, [Slot(3), Slot(4)], [new(3, "closed", "empty", ["pack-missing"]), Serving[1]]);
        Assert.Null(tally.FirstBreach);
        judge.LedgerAgreesWithEyes(books, [Slot(3), Slot(4)], Serving);
        Assert.Equal($"ledger-agrees-with-eyes: slot 3 serves, holds nothing, and the books have {Stock} there", tally.FirstBreach);
    }

    [Fact]
    public void A_rider_with_neither_pack_nor_case_is_found()
    {
        Happens(new SwapStartedData(1, Chen, ["48V24Ah"], false));
        Happens(new SwapEndedData(1, "pending-pickup", "restarted", "A1-1"));
        judge.EveryRiderHasAPackOrACase(books, [new Passer("rider-1", null), new Passer("rider-2", Own)]);
        Assert.Null(tally.FirstBreach);
        Happens(new CaseClosedData(1, "A1-1"));
        judge.EveryRiderHasAPackOrACase(books, [new Passer("rider-1", null), new Passer("rider-2", Own)]);
        Assert.Equal($"every-rider-has-a-pack-or-a-case: rider-1 has neither a pack nor a case; in hands are rider-2 {Own}", tally.FirstBreach);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 8.5)]
    public void A_lease_that_did_not_end_is_found(bool mains, double amps)
    {
        judge.ChargersAreOff([Slot(3, Stock), Slot(4)]);
        Assert.Null(tally.FirstBreach);
        judge.ChargersAreOff([new SlotLook(3, "closed", mains, new PackLook(Stock, 50, 48, amps, 25, true)), Slot(4)]);
        Assert.StartsWith("chargers-are-off-after-the-lease: slot 3", tally.FirstBreach);
    }

    [Fact]
    public void A_program_that_is_late_or_ended_by_itself_is_found()
    {
        judge.IsBack("the edge", Judge.ReadyWithin);
        judge.StillRuns("the edge", true, () => "");
        Assert.Null(tally.FirstBreach);
        judge.IsBack("the edge", null);
        judge.StillRuns("the edge", false, () => "its last words");
        Assert.Equal((1L, 1L), (tally.Of("back-in-time").Broken, tally.Of("nothing-ends-by-itself").Broken));
    }

    private static SlotLook Slot(int number, string? pack = null, int pulses = 0) =>
        new(number, "closed", false, pack is null ? null : new PackLook(pack, 50, 48, 0, 25, true), pulses);

    private void Happens(EventData data, string journal = "00000000000000a1")
    {
        position++;
        books.Enter(new CloudEvent
        {
            SpecVersion = "1.0", Id = EventNames.Id("c", journal, position), Source = "/cabinets/c", Type = EventTypes.Of(data).Name,
            Time = DateTimeOffset.UnixEpoch, DataContentType = "application/json", Journal = journal, Position = position,
            Boot = "00000000000000b1", TraceId = EventNames.TraceOfEvent(journal, position), TimeTrust = "trusted",
            Data = EventTypes.Write(data),
        });
    }
}
