using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>One slot board on a line of its own, with the fault whose name its line has, and what happens to it.</summary>
internal sealed class SlotBoardOnTerminal(TerminalCabinet cabinet, TerminalEnd end, string fault, int slot)
{
    private const string OtherSerial = "YA60300000000002";
    /// <summary>The other pack has 17 cells, and the board places for 16.</summary>
    private const int Cells = 13, OtherCells = 16;
    /// <summary>Far longer than a story.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly string serial = Stock.SerialOf(slot);

    private bool ChargerIsOn => cabinet.Look(slot).Charger;

    /// <summary>Nothing of it can be believed: pack, switches and charger are unknown until it is heard again.</summary>
    public void IsSilent()
    {
        Rest();
        Fail();
        var from = end.Told.Count;
        end.LiveUntil(() => end.Facts<SwitchesSilent>(from).Any() && end.Facts<ChargersSilent>(from).Any()
            && end.Facts<PackSilent>(from).Any(silent => !silent.LineUp));
        from = end.Told.Count;
        var asked = end.Sent + 3;
        end.LiveUntil(() => end.Sent >= asked);
        Assert.DoesNotContain(end.Told.Skip(from), told => told is PackRead or SwitchesRead or ChargersRead);
        Mend();
        IsAsBefore(from);
    }

    /// <summary>It is dark for two seconds and has forgotten that it was charging: that is told, and a new order holds.</summary>
    public void IsDark()
    {
        Rest();
        Charges();
        var from = end.Told.Count;
        var unanswered = end.Counts.Unanswered;
        cabinet.Do(new SetFault(fault, Line: fault, Times: 1));
        Assert.False(ChargerIsOn);
        end.LiveUntil(() => end.Counts.Unanswered > unanswered);
        end.LiveUntil(() => end.Facts<ChargersRead>(from).Any(read => !read.Slots[0].On) || ChargerIsOn);
        Charges();
        IsAsBefore(from);
    }

    /// <summary>Answers come too late or together: none is taken for another, and the charger obeys in the end.</summary>
    public void IsHeardTooLate()
    {
        Rest();
        var from = end.Told.Count;
        var before = end.Counts;
        Fail();
        end.Perform(new ChargeOrder(Fits.Slot(slot), Lease));
        end.LiveUntil(() => end.Counts.Unanswered > before.Unanswered
            && end.Counts.Strays + end.Counts.NoiseBytes > before.Strays + before.NoiseBytes);
        Mend();
        Charges();
        Stops();
        IsAsBefore(from);
    }

    /// <summary>It is read and obeys in spite of the fault.</summary>
    public void IsHeardAllTheSame()
    {
        Rest();
        var from = end.Told.Count;
        var before = end.Counts;
        Fail();
        Charges();
        Stops();
        ReadOn();
        Assert.True(fault switch
        {
            "noise" => end.Counts.NoiseBytes > before.NoiseBytes,
            "echo" => end.Counts.Echoes > before.Echoes,
            _ => true,
        }, "the fault has not shown");
        Mend();
        IsAsBefore(from);
    }

    /// <summary>The pack's board is dead: something lies there, and says nothing.</summary>
    public void HasAMutePack() => Shows(() => end.Told[^1] is PackSilent { LineUp: true } && Present == true);

    /// <summary>The pack says a serial that is none.</summary>
    public void HasANamelessPack() => Shows(() => end.Told[^1] is PackUnreadable);

    /// <summary>A sensor is open: the pack complains.</summary>
    public void HasAnOpenSensor() => Shows(() => Last?.Faults.HasFlag(PackFaults.FrontEnd) == true);

    /// <summary>The presence switch hangs: no pack is told, however well it speaks.</summary>
    public void HasAHangingSwitch() => Shows(() => Present == false && end.Told[^1] is PackSilent { LineUp: true });

    /// <summary>A hand takes the pack while the board is being asked, and later puts one in with more cells.</summary>
    public void IsExchanged()
    {
        Rest();
        var sent = end.Sent;
        end.LiveUntil(() => end.Sent > sent);
        cabinet.Do(new ForceDoor(slot));
        cabinet.Do(new TakePack(slot));
        end.LiveUntil(() => Present == false && end.Told[^1] is PackSilent { LineUp: true });
        var from = end.Told.Count;
        cabinet.Do(new PutPack(slot, OtherSerial, 40));
        end.LiveUntil(() => end.Facts<PackRead>(from).Count() >= 3);
        Assert.All(end.Facts<PackRead>(from),
            read => Assert.Equal((OtherSerial, OtherCells), (read.Reading.Serial.Text, read.Reading.Cells)));
    }

    /// <summary>The adapter is pulled: nothing is known, and an order given meanwhile is not done later.</summary>
    public void IsPulled()
    {
        Rest();
        cabinet.Do(new PullLine(fault));
        end.LiveUntil(() => end.Facts<ChargersSilent>().Any());
        end.Perform(new ChargeOrder(Fits.Slot(slot), Lease));
        var from = end.Told.Count;
        cabinet.Do(new PullLine(fault, Pulled: false));
        IsAsBefore(from);
        Assert.False(ChargerIsOn);
        Charges();
    }

    private bool? Present => end.Facts<SwitchesRead>().Last().Slots[0].Present;

    private PackReading? Last => (end.Told.LastOrDefault() as PackRead)?.Reading;

    private void Rest()
    {
        end.LiveUntil(() => Last is not null);
        Assert.Equal((serial, Cells, PackFaults.None, (bool?)true), (Last!.Serial.Text, Last.Cells, Last.Faults, Present));
    }

    private void Charges()
    {
        end.Perform(new ChargeOrder(Fits.Slot(slot), Lease));
        end.LiveUntil(() => end.Facts<ChargersRead>().Last().Slots[0].On && ChargerIsOn);
    }

    private void Stops()
    {
        end.Perform(new StopCharging(Fits.Slot(slot)));
        end.LiveUntil(() => !end.Facts<ChargersRead>().Last().Slots[0].On && !ChargerIsOn);
    }

    /// <summary>A fault of the slot is told, and is gone with it.</summary>
    private void Shows(Func<bool> told)
    {
        Rest();
        cabinet.Do(new SetFault(fault, Slot: slot, Value: fault switch { "says-serial" => "??", "presence-stuck" => "absent", _ => null }));
        end.LiveUntil(told);
        cabinet.Do(new SetFault(fault, Slot: slot, Times: 0));
        end.LiveUntil(() => Last is { Faults: PackFaults.None } && Present == true);
        Assert.Equal((serial, Cells), (Last!.Serial.Text, Last.Cells));
    }

    /// <summary>It is read on, and no reading since then was of another pack.</summary>
    private void IsAsBefore(int from)
    {
        ReadOn();
        Assert.All(end.Facts<PackRead>(from), read => Assert.Equal((serial, Cells), (read.Reading.Serial.Text, read.Reading.Cells)));
        Assert.All(end.Facts<SwitchesRead>(from), read => Assert.True(read.Slots[0].Present));
    }

    private void ReadOn(int readings = 3)
    {
        var from = end.Told.Count;
        end.LiveUntil(() => end.Facts<PackRead>(from).Count() >= readings);
    }

    private void Fail() => cabinet.Do(new SetFault(fault, Line: fault));

    private void Mend() => cabinet.Do(new SetFault(fault, Line: fault, Times: 0));
}
