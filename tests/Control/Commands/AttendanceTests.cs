using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control.Commands;

/// <summary>Slots in the hands of a crew, where no scenario reaches.</summary>
public sealed class AttendanceTests
{
    [Fact]
    public void A_slot_that_left_the_site_file_while_a_crew_had_it_open_ends_no_process()
    {
        var whole = ScenarioCabinet.Plan(TestTrust.Demo());
        var last = new SlotNumber(12);
        Event[] before =
        [
            new CommandAccepted("c-1", CommandType.SlotOpen, last, null, null, Origin.Cloud, "hotline", "stuck", 9_999_999_999),
            new SlotWithdrawn(last, Withdrawal.Maintenance),
        ];
        var ledger = before.Aggregate(Ledger.Empty, (ledger, e) => ledger.Apply(new Entry(ledger.Position + 1, At(1), e)));
        var plan = whole with { Slots = whole.Slots.RemoveAt(11) };
        var cabinet = new Cabinet(plan, ledger, Image.Dark(plan, TimeSpan.FromSeconds(2)));

        (cabinet, _) = CabinetStep.Step(cabinet, new Start("b", "7f3a000000000001", "0.1.0", false), At(2));
        (cabinet, _) = CabinetStep.Step(cabinet, Lapse.Now, At(3));
        (cabinet, _) = CabinetStep.Step(cabinet, Lapse.Now, At(4));

        Assert.Empty(cabinet.Ledger.Commands.Open);
        Assert.Empty(cabinet.Ledger.Commands.Attended);
        Assert.Equal(CommandOutcome.Unknown, cabinet.Ledger.Commands.Known["c-1"].Outcome);
    }

    private static Moment At(int seconds) => new(TimeSpan.FromSeconds(seconds), ScenarioCabinet.Morning, TimeTrust.Assumed);
}
