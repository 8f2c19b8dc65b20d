using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// Riders, thieves, worn switches, slow disks and power cuts in no order at all. Whatever they do, the cabinet stays on its feet,
/// every swap ends, no lock is fired without its order, and a slot in service holds what the ledger says.
/// </summary>
public sealed class DisorderTests
{
    private const int Deeds = 60;
    private const string Garbled = "x";

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_people_do_the_ledger_and_the_slots_agree_in_the_end(int seed)
    {
        using var script = new ScenarioScript();
        script.Play($"> stock {9 + seed % 3}\n");
        var chance = new Random(seed);
        for (var deed = 0; deed < Deeds; deed++)
        {
            Do(script, chance);
            script.Cabinet.Wait(TimeSpan.FromMilliseconds(chance.Next(1, 60) * 100));
            NothingChargesBehindAnOpenDoor(script.Cabinet);
            NothingSetApartCharges(script.Cabinet);
        }
        Heal(script.Cabinet);
        script.Play("> wait 200\n");
        Settled(script.Cabinet);
    }

    public static TheoryData<int> Seeds() => new(Enumerable.Range(1, 60));

    private static void Do(ScenarioScript script, Random chance)
    {
        var door = script.Cabinet.Door(chance.Next(1, 13));
        var open = script.Cabinet.Doors.FirstOrDefault(d => d.Open) ?? door;
        switch (chance.Next(26))
        {
            case < 5:
                script.Play($"> scan {Rider(chance)} 48V24Ah {(chance.Next(4) == 0 ? "return" : "swap")}\n");
                break;
            case < 10 when open is { Open: true, Pack: null }:
                (open.Pack, open.Charge) = (Brought(chance), chance.Next(101));
                break;
            case < 12 when open.Open:
                open.Pack = null;
                break;
            case < 16 when open.Open:
                open.Open = false;
                break;
            case 16:
                door.Jammed = !door.Jammed;
                break;
            case 17:
                door.PackMute = !door.PackMute;
                break;
            case 18:
                door.PresenceStuck = door.PresenceStuck is null ? chance.Next(2) == 0 : null;
                break;
            case 19:
                script.Cabinet.InkTakes = TimeSpan.FromMilliseconds(chance.Next(3) == 0 ? chance.Next(8_000) : 10);
                break;
            case 20:
                script.Cabinet.BoardUp = chance.Next(3) != 0;
                break;
            case 21:
                script.Cabinet.Restart(inkLost: chance.Next(2) == 0);
                break;
            case 22:
                door.Open = true;
                break;
            case 23:
                script.Cabinet.Wait(TimeSpan.FromSeconds(chance.Next(130)));
                break;
            case 24:
                door.Celsius = door.Celsius > 25 ? 25 : 48 + chance.Next(16);
                break;
            case 25:
                door.Faults ^= PackFaults.ShortCircuit;
                break;
        }
    }

    private static string Rider(Random chance) => $"rider-{chance.Next(4)}";

    /// <summary>A rider's pack, sometimes one of the cabinet's own that was carried off, sometimes a foreign one.</summary>
    private static string Brought(Random chance) => chance.Next(8) switch
    {
        0 => "FOREIGN000000001",
        1 => Garbled,
        2 => $"YA4824{chance.Next(1, 12):0000000000}",
        _ => $"YA4824{chance.Next(90, 98):0000000000}",
    };

    private static void NothingChargesBehindAnOpenDoor(ScenarioCabinet cabinet)
    {
        var open = cabinet.Doors.Where(door => door.Open).ToArray();
        cabinet.Wait(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(open, door => door is { Open: true, ChargerOn: true } && cabinet.BoardUp);
    }

    private static void NothingSetApartCharges(ScenarioCabinet cabinet)
    {
        foreach (var door in cabinet.Doors)
            if (PackId.TryFrom(door.Pack, out var pack) && cabinet.Cabinet.Ledger.QuarantineOf(pack) is not null && !door.PackMute)
                Assert.False(door.ChargerOn, $"slot {door.Number} charges {pack}, which is set apart");
    }

    private static void Heal(ScenarioCabinet cabinet)
    {
        (cabinet.InkTakes, cabinet.BoardUp) = (TimeSpan.FromMilliseconds(10), true);
        foreach (var door in cabinet.Doors) (door.Jammed, door.PackMute, door.PresenceStuck, door.Celsius, door.Faults) =
            (false, false, null, 25, PackFaults.None);
        cabinet.Wait(TimeSpan.FromSeconds(20));
        for (var again = 0; again < 4; again++)
        {
            foreach (var door in cabinet.Doors) door.Open = false;
            cabinet.Wait(TimeSpan.FromSeconds(70));
        }
        foreach (var door in cabinet.Doors) door.Open = false;
    }

    private static void Settled(ScenarioCabinet cabinet)
    {
        var ledger = cabinet.Cabinet.Ledger;
        Assert.Null(ledger.Swap);
        Assert.Null(ledger.Codes.Held);
        Assert.True(cabinet.LocksFired <= cabinet.Disk.Count(entry => entry.Event is DoorOrdered));
        foreach (var door in cabinet.Doors)
        {
            var slot = new SlotNumber(door.Number);
            // What answers without a serial is never offered; there is nothing in the ledger that it could differ from.
            if (ledger.WithdrawnFrom(slot).IsEmpty && door.Pack != Garbled)
                Assert.True(door.Pack == ledger.Custody.In(slot)?.Text,
                    $"slot {slot} serves, holds {door.Pack ?? "nothing"}, and the ledger says {ledger.Custody.In(slot)?.Text ?? "nothing"}");
            if (ledger.Custody.In(slot) is { } pack && ledger.Custody.Of(pack)?.Rider is { } rider)
                Assert.Contains(ledger.Cases, c => c.Rider == rider && c.InSlot == slot);
        }
    }
}
