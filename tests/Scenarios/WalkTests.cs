using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// A long walk through every way there is: swaps, short packs, claims, places in the queue, crews, the cloud's commands, thieves, hot and
/// copied packs, worn parts and power cuts. After every step: one owner for a pack, no pulse without its order on disk, no charging where
/// there must be none, every swap over in time, no flood of events; now and then: the ledger is the one that the journal gives.
/// </summary>
public sealed class WalkTests
{
    private const int Deeds = 400;
    private const string Garbled = "x";

    /// <summary>Entries that a step of two minutes at most may make; more is an event that repeats itself.</summary>
    private const int EntriesMax = 400;

    private static readonly TimeSpan SwapMax = CommandDesk.CancelWithin;
    private static readonly string[] Acts =
        ["slot.open", "slot.open", "slot.clear", "slot.clear", "slot.enable", "slot.disable", "cabinet.pause", "cabinet.resume", "transaction.cancel"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_way_through_the_cabinet_breaks_what_always_holds(int seed)
    {
        using var walk = new Walk(seed);
        for (var deed = 0; deed < Deeds; deed++) walk.Step(deed);
        walk.Rest();
    }

    /// <summary>A few at every run; <c>YONGAI_WALKS=200</c> for a long one. The seed that fails is the test's name.</summary>
    public static TheoryData<int> Seeds() =>
        int.TryParse(Environment.GetEnvironmentVariable("YONGAI_WALKS"), out var walks)
            ? new(Enumerable.Range(1, walks)) : new(Enumerable.Range(1, 3));

    private sealed class Walk : IDisposable
    {
        private readonly ScenarioScript _script = new();
        private readonly Random _chance;
        private readonly List<string> _done = [];
        private readonly List<string> _hands = [.. Enumerable.Range(90, 6).Select(n => $"YA4824{n:0000000000}"), "FOREIGN000000001", Garbled];
        private int _pulsesSeen;

        public Walk(int seed)
        {
            _chance = new Random(seed);
            if (seed % 3 == 0) _script.Play("> gap 20\n");
            _script.Play($"> stock {9 + seed % 3}\n");
            if (seed % 2 == 0) _script.Play("> suppression 12\n> suppression 11\n> wait 6\n");
        }

        private ScenarioCabinet Cabinet => _script.Cabinet;
        private Ledger Ledger => Cabinet.Cabinet.Ledger;

        public void Dispose() => _script.Dispose();

        public void Step(int deed)
        {
            var before = Ledger.Position;
            try
            {
                Do();
                Cabinet.Wait(TimeSpan.FromMilliseconds(_chance.Next(1, 50) * 100));
                Holds();
                if (deed % 40 == 0) SameAfterReplay();
            }
            catch (Exception wrong)
            {
                Assert.Fail($"deed {deed}: {wrong.Message}\n{wrong.StackTrace}\nlast deeds: {string.Join("; ", _done.TakeLast(12))}\n"
                    + string.Join('\n', Cabinet.Tell().TakeLast(80)));
            }
            if (Ledger.Position - before >= EntriesMax)
                Assert.Fail($"{Ledger.Position - before} entries in one step: {_done[^1]}\n" + string.Join('\n', Cabinet.Tell().TakeLast(20)));
            if (deed % 20 == 0) Cabinet.Tell();
        }

        /// <summary>Everything is repaired and closed, and nobody comes: the swap ends, the journal is quiet, ledger and slots agree.</summary>
        public void Rest()
        {
            (Cabinet.InkTakes, Cabinet.BoardUp) = (TimeSpan.FromMilliseconds(10), true);
            foreach (var door in Cabinet.Doors)
                (door.Jammed, door.PackMute, door.PresenceStuck, door.Celsius, door.Faults, door.FlapsFor) = (false, false, null, 25, PackFaults.None, TimeSpan.Zero);
            Cabinet.Wait(TimeSpan.FromSeconds(20));
            for (var again = 0; again < 4; again++)
            {
                foreach (var door in Cabinet.Doors) door.Open = false;
                Cabinet.Wait(TimeSpan.FromSeconds(70));
            }
            foreach (var door in Cabinet.Doors) door.Open = false;
            Cabinet.Wait(TimeSpan.FromSeconds(200));
            Assert.Null(Ledger.Swap);
            Assert.Null(Ledger.Codes.Held);
            Assert.Empty(Ledger.Commands.Open);
            Assert.Empty(Ledger.Commands.Attended);
            SameAfterReplay();
            AgreesWithTheSlots();
            Quiet();
        }

        private void Do()
        {
            var door = Cabinet.Door(_chance.Next(1, 13));
            var open = Cabinet.Doors.Where(d => d.Open).OrderBy(_ => _chance.Next()).FirstOrDefault() ?? door;
            switch (_chance.Next(44))
            {
                case < 8:
                    Play($"scan rider-{_chance.Next(4)} 48V24Ah {(_chance.Next(3) == 0 ? "return" : "swap")}");
                    break;
                case < 15 when open is { Open: true, Pack: null }:
                    Put(open);
                    break;
                case < 18 when open is { Open: true, Pack: not null }:
                    Take(open);
                    break;
                case < 24 when open.Open:
                    _done.Add($"close {open.Number}");
                    open.Open = false;
                    break;
                case 24:
                    _done.Add($"jam {door.Number}");
                    door.Jammed = !door.Jammed;
                    break;
                case 25:
                    _done.Add($"mute {door.Number}");
                    door.PackMute = !door.PackMute;
                    break;
                case 26:
                    door.PresenceStuck = door.PresenceStuck is null ? _chance.Next(2) == 0 : null;
                    _done.Add($"presence {door.Number} {door.PresenceStuck}");
                    break;
                case 27:
                    Cabinet.InkTakes = TimeSpan.FromMilliseconds(_chance.Next(3) == 0 ? _chance.Next(8_000) : 10);
                    _done.Add($"ink {Cabinet.InkTakes}");
                    break;
                case 28:
                    Cabinet.BoardUp = _chance.Next(4) != 0;
                    _done.Add($"board {Cabinet.BoardUp}");
                    break;
                case 29:
                    var lost = _chance.Next(2) == 0;
                    _done.Add($"restart {lost}");
                    Cabinet.Restart(lost);
                    _pulsesSeen = Cabinet.Pulses.Count;
                    break;
                case 30:
                    _done.Add($"open {door.Number}");
                    door.Open = true;
                    break;
                case 31 or 32:
                    var wait = _chance.Next(130);
                    _done.Add($"wait {wait}");
                    Cabinet.Wait(TimeSpan.FromSeconds(wait));
                    break;
                case 33:
                    door.Celsius = door.Celsius > 25 ? 25 : 48 + _chance.Next(16);
                    _done.Add($"heat {door.Number} {door.Celsius}");
                    break;
                case 34:
                    _done.Add($"fault {door.Number}");
                    door.Faults ^= PackFaults.ShortCircuit;
                    break;
                case 35 when door.Pack is not null:
                    Take(door);
                    break;
                case 36 or 37:
                    foreach (var d in Cabinet.Doors) d.Charge = _chance.Next(3) == 0 ? 97 : 70;
                    _done.Add("charge");
                    break;
                case < 41:
                    var act = Acts[_chance.Next(Acts.Length)];
                    Play($"crew wang crew:{act}{(act.StartsWith("slot", StringComparison.Ordinal) ? $":{open.Number}" : "")}");
                    break;
                case 41:
                    Command(open);
                    break;
                case 42:
                    Play(_chance.Next(3) switch { 0 => "cloud heard", 1 => $"later {_chance.Next(60, 90_000)}", _ => $"flap {door.Number} {_chance.Next(1, 12)}" });
                    break;
                case 43 when door.Pack is not null && _chance.Next(3) == 0:
                    // A copied serial; two packs that say the same name.
                    _done.Add($"serial {door.Number}");
                    _hands.Add(door.Pack);
                    door.Pack = $"YA4824{_chance.Next(1, 12):0000000000}";
                    break;
            }
        }

        private void Command(Door door) => Play(_chance.Next(6) switch
        {
            0 or 1 => $"command slot.open slot={door.Number}",
            2 => $"command slot.{(_chance.Next(2) == 0 ? "disable" : "enable")} slot={door.Number}",
            3 => $"command rider.freeze rider=demo/rider-{_chance.Next(4)} frozen={(_chance.Next(2) == 0 ? "true" : "false")}",
            4 => $"command transaction.cancel swap={Ledger.LastSwap}",
            _ => "command cabinet.resume",
        });

        private void Play(string line)
        {
            _done.Add(line);
            _script.Play($"> {line}\n");
        }

        private void Put(Door door)
        {
            if (_hands.Count == 0) return;
            var index = _chance.Next(_hands.Count);
            (door.Pack, door.Charge) = (_hands[index], _chance.Next(101));
            _hands.RemoveAt(index);
            _done.Add($"put {door.Number} {door.Pack}");
        }

        private void Take(Door door)
        {
            _done.Add($"take {door.Number}");
            _hands.Add(door.Pack!);
            door.Pack = null;
        }

        private void Holds()
        {
            // One owner, one place: what the slots hold is what the packs say.
            _ = new Custody(Ledger.Custody.Packs);
            foreach (var (slot, written) in Cabinet.Pulses.Skip(_pulsesSeen).ToArray())
                Assert.True(IsOrdered(slot, written), $"lock {slot} was fired without an order of its own on disk");
            _pulsesSeen = Cabinet.Pulses.Count;
            Assert.True(Ledger.Swap is not { } swap || Cabinet.Now - swap.StartedAt < SwapMax, $"the swap rests in {Ledger.Swap?.Stage}");
            Assert.True(Ledger.Cases.Length <= 2 * Cabinet.Doors.Length, "cases without end");
            NobodysPackIsForgotten();
            Charging();
        }

        private bool IsOrdered(SlotNumber slot, int written)
        {
            var orders = Cabinet.Disk.Take(written).Count(e => e.Event is DoorOrdered d && d.Slot == slot
                || e.Event is CommandAccepted { Type: CommandType.SlotOpen } c && c.Slot == slot);
            return Cabinet.Pulses.Count(p => p.Slot == slot && p.Written <= written) <= orders;
        }

        /// <summary>A rider's own pack that the ledger has in a slot is somebody's business: a swap, a case, a crew's visit.</summary>
        private void NobodysPackIsForgotten()
        {
            foreach (var (serial, holding) in Ledger.Custody.Packs)
                if (holding is { Rider: { } rider, Slot: { } slot })
                {
                    var known = Ledger.Swap is { } swap && (swap.InSlot == slot || swap.OfferSlot == slot)
                        || Ledger.Cases.Any(c => c.Rider == rider && c.InSlot == slot) || Ledger.Commands.Of(slot) is not null;
                    // A pack that has gone behind an open or unread door is asked for when the door is closed again.
                    var seen = Cabinet.Door(slot.Value);
                    var plain = Cabinet.BoardUp && seen is { Open: false, PackMute: false, PresenceStuck: null } && seen.Pack == serial;
                    Assert.True(known || !plain || WithinGrace(), $"pack {serial} of {rider} lies in slot {slot}, and no swap and no case knows of it");
                }
        }

        private bool WithinGrace() => Cabinet.Cabinet.Image.Recovering || !Cabinet.InkIsDry;

        private void Charging()
        {
            var suspects = Cabinet.Doors.Where(d => d.Open).ToArray();
            Cabinet.Wait(TimeSpan.FromSeconds(1));
            Assert.DoesNotContain(suspects, door => door is { Open: true, ChargerOn: true } && Cabinet.BoardUp);
            foreach (var door in Cabinet.Doors)
                if (PackId.TryFrom(door.Pack, out var pack) && Ledger.QuarantineOf(pack) is not null && !door.PackMute)
                    Assert.False(door.ChargerOn && Cabinet.BoardUp, $"slot {door.Number} charges {pack}, which is set apart");
        }

        private void SameAfterReplay()
        {
            Cabinet.InkTakes = TimeSpan.FromMilliseconds(10);
            for (var i = 0; i < 100 && !Cabinet.InkIsDry; i++) Cabinet.Wait(TimeSpan.FromMilliseconds(200));
            if (!Cabinet.InkIsDry) return;
            var live = Body(Ledger);
            Assert.Equal(live, Body(Cabinet.Disk.Aggregate(Ledger.Empty, (ledger, entry) => ledger.Apply(entry))));
            Assert.Equal(live, Body(LedgerSnapshot.FromRow(LedgerSnapshot.ToRow(Ledger, Cabinet.Moment, "0"), Assert.Fail)!));
        }

        private string Body(Ledger ledger) => LedgerSnapshot.ToRow(ledger, Cabinet.Moment, "0").Body;

        private void AgreesWithTheSlots()
        {
            foreach (var door in Cabinet.Doors)
            {
                var slot = new SlotNumber(door.Number);
                if (Ledger.WithdrawnFrom(slot).IsEmpty && door.Pack != Garbled)
                    Assert.True(door.Pack == Ledger.Custody.In(slot)?.Text,
                        $"slot {slot} serves, holds {door.Pack ?? "nothing"}, and the ledger says {Ledger.Custody.In(slot)?.Text ?? "nothing"}");
                if (Ledger.Custody.In(slot) is { } pack && Ledger.Custody.Of(pack)?.Rider is { } rider)
                    Assert.Contains(Ledger.Cases, c => c.Rider == rider && c.InSlot == slot);
            }
        }

        private void Quiet()
        {
            var before = Ledger.Position;
            Cabinet.Wait(TimeSpan.FromSeconds(60));
            Assert.True(Ledger.Position - before < 20, $"{Ledger.Position - before} entries in a minute in which nothing happened\n"
                + string.Join('\n', Cabinet.Tell().TakeLast(20)));
        }
    }
}
