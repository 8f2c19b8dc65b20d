using YongAi.Edge.Control;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Host.App;

public sealed class JournalGateTests
{
    private static readonly SitePlan Plan = ScenarioCabinet.Plan(TestTrust.Demo());
    private static readonly Ledger Stocked = Ledger.Empty with
    {
        Custody = Ledger.Empty.Custody.Stock(PackId.From("YA48240000000012"), new SlotNumber(12)),
    };

    [Fact]
    public void A_site_file_that_lost_a_slot_with_a_pack_in_it_is_refused_by_its_number()
    {
        var smaller = Plan with { Slots = [.. Plan.Slots.Where(slot => slot.Slot.Value != 12)] };
        var refused = Assert.Throws<JournalRefused>(() => JournalGate.Refuse(Stocked, smaller));
        Assert.Contains("slots 12 hold packs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_file_with_all_its_slots_is_taken() => JournalGate.Refuse(Stocked, Plan);

    [Fact]
    public void A_slot_that_nothing_depends_on_may_go()
    {
        var smaller = Plan with { Slots = [.. Plan.Slots.Where(slot => slot.Slot.Value != 3)] };
        JournalGate.Refuse(Stocked, smaller);
    }
}
