using System.Collections.Immutable;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

public sealed class SnapshotTests : IDisposable
{
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_ledger_with_everything_in_it_comes_back_from_its_row_as_it_was()
    {
        var ledger = Everything();
        foreach (var property in typeof(Ledger).GetProperties().Where(property => property.CanWrite))
            Assert.False(Equals(property.GetValue(ledger), property.GetValue(Ledger.Empty)), $"the ledger tried here has no {property.Name}");
        var row = LedgerSnapshot.ToRow(ledger, Samples.MomentOf(5), JournalFolder.Boot);
        var back = LedgerSnapshot.FromRow(row, remark => Assert.Fail(remark));
        Same.Assert(ledger, back);
        Assert.Equal(row.Body, LedgerSnapshot.ToRow(back!, Samples.MomentOf(5), JournalFolder.Boot).Body);
    }

    [Fact]
    public void A_ledger_with_two_packs_in_one_slot_is_left_out_with_the_reason()
    {
        var row = LedgerSnapshot.ToRow(Ledger.Empty, Samples.MomentOf(5), JournalFolder.Boot);
        var two = row with { Body = row.Body.Replace("\"custody\":{}",
            "\"custody\":{\"YA48240000000001\":{\"rider\":null,\"slot\":1},\"YA48240000000009\":{\"rider\":null,\"slot\":1}}", StringComparison.Ordinal) };
        Assert.NotEqual(row, two);
        var remarks = new List<string>();
        Assert.Null(LedgerSnapshot.FromRow(two, remarks.Add));
        Assert.Contains("YA48240000000009", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_swap_that_lacks_what_came_later_has_it_as_a_swap_begins()
    {
        var begun = Ledger.Empty with
        {
            Swap = new Swap { Number = 1, Rider = new RiderId("i", "r"), Classes = [new PackClass("48V24Ah")], Offline = true, StartedAt = TimeSpan.FromSeconds(1) },
        };
        var row = LedgerSnapshot.ToRow(begun, Samples.MomentOf(5), JournalFolder.Boot);
        var older = row with { Body = row.Body.Replace(",\"givenUp\":[]", "", StringComparison.Ordinal).Replace(",\"attempt\":0", "", StringComparison.Ordinal) };
        Assert.NotEqual(row, older);
        var back = LedgerSnapshot.FromRow(older, remark => Assert.Fail(remark));
        Assert.Equal(row.Body, LedgerSnapshot.ToRow(back!, Samples.MomentOf(5), JournalFolder.Boot).Body);
        var spoiled = row with { Body = row.Body.Replace("\"number\":1,", "", StringComparison.Ordinal) };
        var remarks = new List<string>();
        Assert.Null(LedgerSnapshot.FromRow(spoiled, remarks.Add));
        Assert.Single(remarks);
    }

    [Fact]
    public void Replay_from_a_snapshot_at_any_position_gives_the_same_ledger_as_replay_from_nothing()
    {
        var life = new Life(TimeSpan.FromSeconds(20)).Opens().Swaps(12);
        var ledger = Ledger.Empty;
        foreach (var entry in life.Entries)
        {
            ledger = ledger.Apply(entry);
            var row = LedgerSnapshot.ToRow(ledger, entry.At, JournalFolder.Boot);
            var again = LedgerSnapshot.FromRow(row, remark => Assert.Fail(remark))!;
            foreach (var later in life.Entries.Skip((int)entry.Position)) again = again.Apply(later);
            Same.Assert(life.Ledger, again, $"from {entry.Position}");
        }
    }

    [Fact]
    public void A_start_takes_the_newest_snapshot_and_the_rows_after_it()
    {
        var life = new Life(TimeSpan.FromSeconds(20)).Opens();
        long snapshotAt;
        using (var store = folder.Open())
        {
            store.Append(life.Entries);
            store.Keep(life.Ledger, life.Now);
            store.Append(life.Swaps(5).Entries.Skip((int)store.LastPosition));
            store.Keep(life.Ledger, life.Now);
            snapshotAt = store.LastPosition;
            store.Append(life.Swaps(3).Entries.Skip((int)store.LastPosition));
        }
        var recovered = Recovered();
        Assert.Equal(snapshotAt, recovered.Snapshot!.Position);
        Assert.Equal(snapshotAt + 1, recovered.After[0].Position);
        Same.Assert(life.Ledger, Replayed(recovered));
        Assert.Equal(life.Entries[^1].At.Elapsed, recovered.LastElapsed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Without_the_newest_snapshots_an_older_one_or_the_rows_alone_give_the_same_ledger(int damaged)
    {
        var life = new Life(TimeSpan.FromSeconds(20)).Opens();
        using (var store = folder.Open())
        {
            store.Append(life.Entries);
            store.Keep(life.Ledger, life.Now);
            store.Append(life.Swaps(5).Entries.Skip((int)store.LastPosition));
            store.Keep(life.Ledger, life.Now);
        }
        folder.Tamper($"UPDATE snapshots SET body = replace(body, 'YA4824', 'YA4825') WHERE position IN (SELECT position FROM snapshots "
            + $"ORDER BY position DESC LIMIT {damaged})");
        var recovered = Recovered();
        Assert.False(recovered.Replaced);
        Assert.Equal(damaged, recovered.Remarks.Count(remark => remark.Contains("fails its sum", StringComparison.Ordinal)));
        Assert.Equal(damaged == 2, recovered.Snapshot is null);
        Same.Assert(life.Ledger, Replayed(recovered));
        using (var store = folder.Open()) // a bad snapshot makes room for a good one
        {
            store.Recover();
            store.Keep(life.Ledger, life.Now);
        }
        Assert.Equal(life.Ledger.Position, Recovered().Snapshot!.Position);
    }

    [Fact]
    public void No_snapshot_is_taken_while_a_swap_is_open_or_ahead_of_the_disk()
    {
        var life = new Life(TimeSpan.FromSeconds(20)).Opens().Swaps(1);
        using var store = folder.Open();
        store.Append(life.Entries.Take(9));
        var open = life.Entries.Take(9).Aggregate(Ledger.Empty, (ledger, entry) => ledger.Apply(entry));
        Assert.NotNull(open.Swap);
        Assert.Throws<InvariantBroken>(() => store.Keep(open, life.Now));
        Assert.Throws<InvariantBroken>(() => store.Keep(life.Ledger, life.Now));
        Assert.Equal(0, store.SnapshotPosition);
    }

    [Fact]
    public void Rows_go_when_they_are_before_both_snapshots_acknowledged_and_past_their_retention()
    {
        // Two days a row, some thirteen rows a swap: half a year is 90 rows, two years are 365.
        var life = new Life(TimeSpan.FromDays(2)).Opens().Swaps(9);
        using var store = folder.Open();
        store.Append(life.Entries);
        store.Keep(life.Ledger, life.Now);
        var older = store.LastPosition;
        store.Append(life.Swaps(9).Entries.Skip((int)older));
        var acknowledged = older - 20;
        store.MoveOutbox(acknowledged);
        store.Keep(life.Ledger, life.Now);

        var left = store.ReadAfter(0, 10_000).Select(kept => kept.Entry).ToList();
        Assert.Equal(acknowledged, store.WholeAfter);
        Assert.Equal(life.Entries.Skip((int)acknowledged).Select(entry => entry.Position),
            left.Where(entry => entry.Position > acknowledged).Select(entry => entry.Position));
        var early = left.Where(entry => entry.Position <= acknowledged).ToList();
        Assert.NotEmpty(early);
        Assert.All(early, entry => Assert.True(entry.Event is SwapCompleted or PackVerified or PackAdopted or AlarmRaised or PackHeld
            or PackGivenBack or CaseClosed or SwapEnded or CodeSpent, $"{entry.Event.GetType().Name} is still there"));
        JournalFolder.AllOf(folder.CopyAsCut(), out var cut);
        Same.Assert(life.Ledger, Replayed(cut));

        older = store.LastPosition;
        store.MoveOutbox(older);
        store.Append(life.Swaps(14).Entries.Skip((int)older));
        store.Keep(life.Ledger, life.Now);
        Assert.Equal(older, store.WholeAfter);
        var twoYearsAgo = life.Now.Elapsed - TimeSpan.FromDays(730);
        var first = store.ReadAfter(0, 1)[0].Entry;
        Assert.True(first.Position > early[0].Position, "the oldest alarms and custody acts are gone after two years");
        Assert.True(first.At.Elapsed > twoYearsAgo, $"row {first.Position} is past two years");
        Assert.Contains(store.ReadAfter(0, 10_000), kept => kept.Entry.Position <= older && kept.Entry.Event is SwapCompleted);
        store.Dispose();
        Same.Assert(life.Ledger, Replayed(Recovered()));
    }

    [Fact]
    public void Nothing_is_trimmed_that_the_cloud_has_not_acknowledged()
    {
        var life = new Life(TimeSpan.FromDays(30)).Opens().Swaps(5);
        using var store = folder.Open();
        store.Append(life.Entries);
        store.Keep(life.Ledger, life.Now);
        store.Append(life.Swaps(5).Entries.Skip((int)store.LastPosition));
        store.Keep(life.Ledger, life.Now);
        Assert.Equal(0, store.WholeAfter);
        Assert.Equal(life.Entries.Length, store.ReadAfter(0, 10_000).Length);
    }

    [Fact]
    public void After_trimming_a_journal_without_a_whole_snapshot_is_damaged()
    {
        var life = new Life(TimeSpan.FromDays(30)).Opens().Swaps(9);
        using (var store = folder.Open())
        {
            store.Append(life.Entries);
            store.Keep(life.Ledger, life.Now);
            store.Append(life.Swaps(9).Entries.Skip((int)store.LastPosition));
            store.MoveOutbox(store.LastPosition);
            store.Keep(life.Ledger, life.Now);
            Assert.True(store.WholeAfter > 0);
        }
        folder.Tamper("UPDATE snapshots SET body = body || ' '");
        Assert.True(Recovered().Replaced);
    }

    private Recovered Recovered()
    {
        using var store = folder.Open();
        return store.Recover();
    }

    private static Ledger Replayed(Recovered recovered) =>
        recovered.After.Aggregate(recovered.Snapshot ?? Ledger.Empty, (ledger, entry) => ledger.Apply(entry));

    private static Ledger Everything()
    {
        var rider = new RiderId("ning:hai", "R-1/7");
        var (slot, pack, at) = (new SlotNumber(7), PackId.From("YA48240000000001"), TimeSpan.FromTicks(12_345_678_901));
        var seen = new SeenCode(1_780_000_000, 12, true, at, 1_790_000_000);
        var life = new Life(TimeSpan.FromSeconds(1)).Opens().Swaps(4);
        return life.Ledger with
        {
            LeakageTrips = 2, Released = [0, 7],
            OutputTests = ImmutableSortedDictionary<string, OutputTest>.Empty.Add("siren", new OutputTest(at, 1_780_000_000, TestResult.Fails, Again: true)),
            Demand = ImmutableSortedDictionary<string, DemandHistory>.Empty.Add("48V24Ah",
                DemandHistory.Empty.Came(new DateTime(2026, 11, 20, 3, 10, 0)).Came(new DateTime(2026, 11, 22, 10, 40, 0))),
            Goods = new GoodsBook
            {
                Stock = ImmutableSortedDictionary<string, ChannelStock>.Empty.Add("water-1", new ChannelStock(new ItemId("water"), [new Batch(3, new DateOnly(2026, 12, 31)), new Batch(2, null)])),
                Uses = GoodsUses.Empty.Given(rider, new ItemId("water"), new DateOnly(2026, 11, 20)),
                Campaigns = ImmutableSortedDictionary<string, CampaignUse>.Empty.Add("heat", CampaignUse.Empty.Given(rider)),
                Loans = LoanBook.Empty.Lent(new Loan(4, new ItemId("bank"), "PB1", rider, new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.FromHours(8)))),
                OutOfUse = ImmutableSortedDictionary<string, HandOutEnd>.Empty.Add("water-2", HandOutEnd.Unknown),
                Questions = ImmutableSortedDictionary<long, OpenQuestion>.Empty.Add(5,
                    new OpenQuestion(new ChannelId("water-2"), rider, new ItemId("water"), GoodsGround.Campaign, "heat", new DateOnly(2026, 11, 20), "C-5", new CodeKey("ninghai", "0c"))),
                Vouchers = new VoucherBook(ImmutableDictionary<CodeKey, VoucherRest>.Empty.Add(new CodeKey("ninghai", "0d"), new VoucherRest(2, 1_790_000_000))),
                Places = ImmutableSortedDictionary<string, string>.Empty.Add("bank-1", "PB2"),
                LastOrder = 6,
                Visit = new GoodsVisit(10, rider, new ItemId("bank"), GoodsGround.Voucher, new DateOnly(2026, 11, 20), true, null, new CodeKey("ninghai", "0b"), 1_790_000_000,
                    new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.FromHours(8)), at) { Channel = new ChannelId("bank-1"), Order = 6, Tried = [new ChannelId("bank-2")], IsSettled = true, StartedAt = at, Attempt = 2, OpenedAt = at, VoucherLeft = 1 },
            },
            GoodsVisits = [new PastVisit(rider, 10)], Reports = [new Report(rider, "7F3A-P9", at)],
            Boot = "0011223344556677", JournalReplaced = true, Stopped = true, Restarts = [at], LastSwap = 9,
            LeftOpenBy = ImmutableSortedDictionary<int, long>.Empty.Add(7, 3), Doubted = [7],
            OwnDoors = ImmutableSortedDictionary<int, Visit>.Empty.Add(7, new Visit(rider, 8, slot, at)),
            Quarantined = life.Ledger.Quarantined.Add(pack.Text, new Quarantine(QuarantineReason.Hot, at, null)),
            Swap = new Swap
            {
                Number = 9, Rider = rider, Classes = [new PackClass("48V24Ah"), new PackClass("60V30Ah")], Offline = true, StartedAt = at,
                PackHint = "hint", Stage = SwapStage.WaitTake, Since = at, ClosedAt = at, InSlot = slot, OfferSlot = slot, Offered = pack,
                Door = slot, For = DoorFor.Take, Attempt = 2, GivenUp = [slot], Reopened = 1, CodeSpent = true, Inserted = true,
                Brought = pack, BroughtClass = new PackClass("48V24Ah"), BroughtCharge = new StateOfCharge(7), Completed = true,
                GiveBackWhy = EndReason.PackRefused,
            },
            Cases = [new Case("C7", 7, CaseKind.Unknown, rider, slot, pack, null, null, at, true)],
            Withdrawn = ImmutableSortedDictionary<int, ImmutableArray<Withdrawal>>.Empty.Add(7, [Withdrawal.Unclear, Withdrawal.DoorOpen]),
            Charging = ImmutableSortedDictionary<int, PackId>.Empty.Add(3, pack),
            Alarms = [new Alarm(AlarmKind.PackHot, slot), new Alarm(AlarmKind.StoreSlow, null)],
            Codes = new CodeMemory(ImmutableDictionary<CodeKey, SeenCode>.Empty.Add(new CodeKey("ning/hai", "00ff"), seen),
                new HeldCode(9, new CodeKey("ninghai", "0a"), "00ff", seen)),
            Riders = new RiderHistory(ImmutableDictionary<RiderId, RiderSwaps>.Empty.Add(rider, new RiderSwaps(at, [at, at * 2])), [at]),
        };
    }
}
