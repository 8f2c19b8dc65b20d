using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>One pack on a line of its own, with the fault whose name its line has, and what happens to it.</summary>
internal sealed class PackOnTerminal(TerminalCabinet cabinet, TerminalEnd end, PackFault fault, int slot)
{
    private const string OtherSerial = "YA60300000000002";
    private const int Cells = 13, OtherCells = 17;

    private readonly string serial = Stock.SerialOf(slot);
    private PackReading? truth;

    /// <summary>Nothing of the pack is heard: it is silent, and not another.</summary>
    public void IsSilent() => Fails(() => end.LiveUntil(() => end.Told[^1] is PackSilent { LineUp: true }), heard: false);

    /// <summary>What is heard of it cannot be read: something lies in the slot, and nobody knows what.</summary>
    public void IsUnreadable() => Fails(() => end.LiveUntil(() => end.Told[^1] is PackUnreadable), heard: false);

    /// <summary>The board is dark for two seconds.</summary>
    public void IsDark()
    {
        var unanswered = end.Counts.Unanswered;
        Fails(() => end.LiveUntil(() => end.Counts.Unanswered > unanswered), heard: true);
    }

    /// <summary>Answers come when nobody waits for them any more; none of them makes another pack.</summary>
    public void IsHeardTooLate()
    {
        var before = end.Counts;
        Fails(() => end.LiveUntil(() => end.Counts.Unanswered > before.Unanswered
            && end.Counts.Strays + end.Counts.NoiseBytes > before.Strays + before.NoiseBytes), heard: true);
    }

    /// <summary>It is read in spite of the fault.</summary>
    public void IsReadAllTheSame()
    {
        Rest();
        var before = end.Counts;
        Fails(() =>
        {
            ReadOn();
            end.LiveUntil(() => fault.Name switch
            {
                "noise" => end.Counts.NoiseBytes > before.NoiseBytes,
                "echo" => end.Counts.Echoes > before.Echoes,
                "corrupt-every" => end.Counts.Unanswered > before.Unanswered || end.Counts.NoiseBytes > before.NoiseBytes,
                "report-first" => end.Counts.Strays > before.Strays,
                _ => true,
            });
        }, heard: true);
    }

    /// <summary>A board that sleeps swallows the frame that wakes it; the next is answered.</summary>
    public void IsAsleep()
    {
        Rest();
        var unanswered = end.Counts.Unanswered;
        var from = end.Told.Count;
        cabinet.Do(new SetFault(fault.Name, Slot: slot, Times: 1));
        end.LiveUntil(() => end.Counts.Unanswered > unanswered);
        ReadOn();
        Assert.All(end.Facts<PackRead>(from), read => Assert.Equal(truth, read.Reading));
    }

    /// <summary>A sensor is open: the pack complains, and its other sensors count.</summary>
    public void HasAnOpenSensor()
    {
        Rest();
        Fail();
        end.LiveUntil(() => Last?.Faults.HasFlag(PackFaults.FrontEnd) == true);
        Assert.Equal((serial, Cells), (Last!.Serial.Text, Last.Cells));
        Assert.Equal(truth!.Hottest.Value, Last.Hottest.Value, tolerance: 2);
        Mend();
        end.LiveUntil(() => truth.Equals(Last));
    }

    /// <summary>The pack says another serial from one moment to the next.</summary>
    public void SaysAnotherSerial()
    {
        Rest();
        Fail(OtherSerial);
        end.LiveUntil(() => Last?.Serial.Text == OtherSerial);
        Mend();
        end.LiveUntil(() => truth!.Equals(Last));
    }

    /// <summary>A hand takes the pack while its board is being asked, and later puts one in with more cells.</summary>
    public void IsExchanged()
    {
        Rest();
        var sent = end.Sent;
        end.LiveUntil(() => end.Sent > sent);
        cabinet.Do(new ForceDoor(slot));
        cabinet.Do(new TakePack(slot));
        end.LiveUntil(() => end.Told[^1] is PackSilent { LineUp: true });
        var from = end.Told.Count;
        cabinet.Do(new PutPack(slot, OtherSerial, 40));
        end.LiveUntil(() => end.Facts<PackRead>(from).Count() >= 3);
        Assert.All(end.Facts<PackRead>(from),
            read => Assert.Equal((OtherSerial, OtherCells), (read.Reading.Serial.Text, read.Reading.Cells)));
    }

    /// <summary>The adapter is pulled: silence that says nothing of a pack.</summary>
    public void IsPulled()
    {
        Rest();
        cabinet.Do(new PullLine(fault.Name));
        end.LiveUntil(() => end.Told[^1] is PackSilent { LineUp: false });
        var from = end.Told.Count;
        cabinet.Do(new PullLine(fault.Name, Pulled: false));
        ReadOn();
        Assert.All(end.Facts<PackRead>(from), read => Assert.Equal(truth, read.Reading));
    }

    private PackReading? Last => (end.Told.LastOrDefault() as PackRead)?.Reading;

    /// <summary>The fault comes, is seen, and goes; whatever is read meanwhile and then is the pack as it was before.</summary>
    private void Fails(Action isSeen, bool heard)
    {
        Rest();
        var from = end.Told.Count;
        Fail();
        isSeen();
        if (!heard)
        {
            // One round may have been heard before the fault came.
            from = end.Told.Count;
            end.LiveUntil(() => end.Told.Count >= from + 3);
            Assert.Empty(end.Facts<PackRead>(from));
        }
        Mend();
        ReadOn();
        Assert.All(end.Facts<PackRead>(from), read => Assert.Equal(truth, read.Reading));
    }

    private void Rest()
    {
        if (truth is not null) return;
        end.LiveUntil(() => end.Told.LastOrDefault() is PackRead);
        truth = Last!;
        Assert.Equal((serial, Cells, PackFaults.None), (truth.Serial.Text, truth.Cells, truth.Faults));
    }

    private void ReadOn(int readings = 3)
    {
        var from = end.Told.Count;
        end.LiveUntil(() => end.Facts<PackRead>(from).Count() >= readings);
    }

    private void Fail(string? value = null) => cabinet.Do(Order(fault.Name == "reset" ? 1 : null, value ?? fault.Value));

    private void Mend() => cabinet.Do(Order(times: 0, value: null));

    private SetFault Order(int? times, string? value) => fault.Seat == FaultSeat.Slot
        ? new(fault.Name, Slot: slot, Times: times, Value: value) : new(fault.Name, Line: fault.Name, Times: times, Value: value);
}
