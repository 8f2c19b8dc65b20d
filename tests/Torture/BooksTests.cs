using YongAi.Edge.Control;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host.Relay;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;
using YongAi.Simulators.Torture;

namespace YongAi.Edge.Tests.Torture;

/// <summary>The books that an outsider keeps from the events at the cloud are the cabinet's own.</summary>
public sealed class BooksTests
{
    /// <summary>A rider every half minute, and a storm of half a day in an hour: cuts, a crew, doors forced, packs that go astray.</summary>
    [Fact]
    public void Over_many_swaps_in_a_storm_they_have_every_pack_where_its_own_ledger_has_it()
    {
        var site = SimulatedSite.Demo();
        using var life = new Life(new LifeSetting(site, new Scenario(4_000), FaultRates.Known["storm"].Scaled(5), 5));
        life.Live(TimeSpan.FromMinutes(40));
        var (books, ledger) = (new Books(), Ledger.Empty);
        foreach (var entry in life.Disk.Entries)
        {
            books.Enter(EventMapper.Map(entry, "c", "00000000000000a1", "00000000000000b1"));
            ledger = ledger.Apply(entry);
            foreach (var slot in site.Text.Slots)
            {
                var own = ledger.Custody.In(new SlotNumber(slot.Slot))?.Text;
                Assert.True(own == books.In(slot.Slot),
                    $"after {entry.Position} {entry.Event} slot {slot.Slot} holds {own}, the books say {books.In(slot.Slot)}");
            }
            Assert.Equal(ledger.Cases.Select(open => open.Number).Order(), books.Cases.Keys.Order());
        }
        Assert.Empty(books.Faults);
        Assert.Equal((life.Disk.Entries.Count, ledger.LastSwap), ((int)books.Position, (long)books.Started));
        Assert.True(books.Completed > 5, $"only {books.Completed} swaps completed");
    }
}
