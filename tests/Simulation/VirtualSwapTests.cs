using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Tests.Scenarios;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>Whole swaps of the production rig against simulated boards, byte for byte, in virtual time.</summary>
public sealed class VirtualSwapTests
{
    private const string Own = "YA48240000000099";
    private readonly VirtualCabinet _cabinet = new("seeds/sites/demo-12.json");
    private readonly CodeWriterIssuer _issuer = CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-credential.pem"), "demo");

    [Fact]
    public void A_rider_swaps_his_pack_on_real_bytes_and_it_charges()
    {
        Swap();
        var done = Assert.Single(_cabinet.Events<SwapCompleted>());
        Assert.Equal(Own, done.Brought.Text);
        Assert.Equal("chen", _cabinet.Rig.Cabinet.Ledger.Custody.Of(done.Taken)?.Rider?.Subject);
        Assert.Equal(SwapEnding.Done, Assert.Single(_cabinet.Events<SwapEnded>()).Ending);

        // His flat pack charges behind the closed door, by leases that the relay ends by itself.
        Assert.True(_cabinet.Until(() => _cabinet.Boards.World.Find(done.InSlot.Value)!.ChargerOn, TimeSpan.FromSeconds(30)));
        Assert.Contains(_cabinet.Events<ChargingStarted>(), e => e.Pack.Text == Own);
        _cabinet.Wait(TimeSpan.FromMinutes(5));
        Assert.True(_cabinet.Boards.World.Find(done.InSlot.Value)!.ChargerOn, "a lease that is renewed goes on");
        Assert.True(_cabinet.Boards.World.Find(done.InSlot.Value)!.Pack!.Percent > 22);
    }

    [Fact]
    public void The_first_stock_is_taken_from_what_the_packs_say()
    {
        _cabinet.Wait(TimeSpan.FromSeconds(8));
        Assert.Equal(11, _cabinet.Events<PackAdopted>().Count());
        Assert.Empty(_cabinet.Rig.Cabinet.Ledger.Withdrawn);
        Assert.Null(_cabinet.Rig.Cabinet.Ledger.Custody.In(new SlotNumber(12)));
    }

    [Fact]
    public void A_jammed_lock_is_tried_three_times_and_then_out_of_service()
    {
        _cabinet.Wait(TimeSpan.FromSeconds(8));
        _cabinet.Boards.Faults.AtSlot(12).Set(Fault.Jam, null, null);
        Scan();
        Assert.True(_cabinet.Until(() => _cabinet.Events<SwapEnded>().Any(), TimeSpan.FromSeconds(30)));
        Assert.Equal(3, _cabinet.Events<DoorOrdered>().Count());
        Assert.Equal(EndReason.NoDoorOpened, _cabinet.Events<SwapEnded>().Single().Why);
        Assert.Contains(Withdrawal.LockFault, _cabinet.Rig.Cabinet.Ledger.WithdrawnFrom(new SlotNumber(12)));
    }

    [Fact]
    public void A_line_pulled_and_put_back_says_nothing_false()
    {
        _cabinet.Wait(TimeSpan.FromSeconds(8));
        var before = _cabinet.Journal.Count;
        _cabinet.Rig.LineDown(new("locks"), _cabinet.Moment);
        Assert.All(_cabinet.Rig.Cabinet.Image.Slots, slot => Assert.Equal(DoorState.Unknown, slot.DoorNow(_cabinet.Now)));
        _cabinet.Wait(TimeSpan.FromSeconds(2));
        _cabinet.Rig.LineUp(new("locks"), _cabinet.Moment);
        _cabinet.Wait(TimeSpan.FromSeconds(3));
        Assert.All(_cabinet.Rig.Cabinet.Image.Slots, slot => Assert.Equal(DoorState.Closed, slot.DoorNow(_cabinet.Now)));
        Assert.Equal(before, _cabinet.Journal.Count);
    }

    private void Swap()
    {
        _cabinet.Wait(TimeSpan.FromSeconds(8));
        var world = _cabinet.Boards.World;
        Scan();
        Assert.True(_cabinet.Until(() => world.Find(12)!.DoorOpen, TimeSpan.FromSeconds(5)), string.Join('\n', _cabinet.Journal));
        _cabinet.Wait(TimeSpan.FromSeconds(2));
        Assert.Null(world.Put(12, Own, 22, plugged: true));
        Assert.Null(world.Find(12)!.Close());
        Assert.True(_cabinet.Until(() => world.Slots.Any(slot => slot.DoorOpen), TimeSpan.FromSeconds(40)), string.Join('\n', _cabinet.Journal));
        var offered = world.Slots.Single(slot => slot.DoorOpen);
        _cabinet.Wait(TimeSpan.FromSeconds(1));
        Assert.Null(world.Take(offered.Number, out _));
        _cabinet.Wait(TimeSpan.FromSeconds(4));
        Assert.Null(offered.Close());
        Assert.True(_cabinet.Until(() => _cabinet.Events<SwapEnded>().Any(), TimeSpan.FromSeconds(10)), string.Join('\n', _cabinet.Journal));
    }

    private void Scan()
    {
        var phone = _issuer.Phone("chen", ["swap:48V24Ah"], ScenarioCabinet.Morning.AddHours(-1), TimeSpan.FromDays(6));
        _cabinet.Scan(phone.Draw("swap", _cabinet.Moment.Wall));
    }
}
