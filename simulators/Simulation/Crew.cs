using YongAi.Edge.Control;
using YongAi.Edge.Control.Slots;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// A crew that looks after the cabinet now and then: reads on the diagnostics page which slots are out, opens each by its code,
/// repairs what is broken, takes out what cannot stay, gives a rider's pack to its rider, closes, says that the slot is in order, and
/// fills up the stock.
/// </summary>
/// <param name="setting">What visits work with.</param>
/// <param name="visits">Whose packs are missing.</param>
/// <param name="page">What the diagnostics page shows; null while no program runs.</param>
/// <param name="cabinetId">For the credential.</param>
public sealed class Crew(VisitSetting setting, Visits visits, Func<Cabinet?> page, string cabinetId)
{
    private static readonly TimeSpan ComesEvery = TimeSpan.FromHours(3), LooksEvery = TimeSpan.FromSeconds(1);
    /// <summary>From a closed door to a proved slot: two rounds of every witness, with room.</summary>
    private static readonly TimeSpan SettlesFor = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan DoorWithin = TimeSpan.FromSeconds(20), StaysFor = TimeSpan.FromHours(1);
    private const int TriesMax = 3, VanPacks = 40, VanSerialsFrom = 3000, SocOfVanPacks = 95, StockWanted = 10;

    private static readonly ImmutableArray<string> Rights =
        ["crew:slot.open", "crew:slot.clear", "crew:slot.enable", "crew:cabinet.resume"];

    private readonly Hands hands = new(setting.Boards);
    private readonly Queue<string> van = new(Enumerable.Range(VanSerialsFrom, VanPacks).Select(Stock.SerialOf));
    private readonly Dictionary<int, int> tries = [];
    private IEnumerator<TimeSpan>? work;
    private SimulatedPhone? phone;
    private TimeSpan now, next = ComesEvery, since;

    /// <summary>When it does the next thing.</summary>
    public TimeSpan NextDeadline => next;

    /// <summary>Slots that a crew has seen to since the beginning, in order.</summary>
    public event Action<int>? SawTo;

    /// <summary>Comes as soon as it can.</summary>
    public void Call(TimeSpan at) => next = at;

    /// <summary>The crew is at the cabinet.</summary>
    public bool IsHere => work is not null;

    public void Lapse(TimeSpan at)
    {
        if (at < next) return;
        now = at;
        if (work is null && visits.IsBusy)
        {
            next = now + LooksEvery;
            return;
        }
        if (work is null)
        {
            (work, since, visits.CrewHere) = (Visit().GetEnumerator(), now, true);
            tries.Clear();
        }
        if (work.MoveNext() && now - since < StaysFor) next = now + work.Current;
        else
        {
            work.Dispose();
            (work, visits.CrewHere, next) = (null, false, now + ComesEvery);
        }
    }

    /// <summary>The visit, step by step; each answers how long it takes.</summary>
    private IEnumerable<TimeSpan> Visit()
    {
        foreach (var slot in setting.Boards.World.Slots.Where(slot => slot.DoorOpen))
        {
            hands.Do(new CloseDoor(slot.Number), now);
            yield return LooksEvery;
        }
        if (page()?.Ledger.Commands.Paused == true) yield return Show("cabinet.resume");
        while (NeedsCare() is { } slot)
        {
            tries[slot] = tries.GetValueOrDefault(slot) + 1;
            foreach (var step in SeeTo(slot, fill: false)) yield return step;
        }
        while (EmptySlot() is { } slot && van.Count > 0)
        {
            tries[slot] = TriesMax;
            foreach (var step in SeeTo(slot, fill: true)) yield return step;
        }
    }

    private IEnumerable<TimeSpan> SeeTo(int number, bool fill)
    {
        var slot = setting.Boards.World.Find(number)!;
        yield return Show($"slot.open:{number}");
        for (var waited = TimeSpan.Zero; !slot.DoorOpen && waited < DoorWithin; waited += LooksEvery) yield return LooksEvery;
        // A lock that does not open has a key.
        if (!slot.DoorOpen) hands.Do(new ForceDoor(number), now);
        yield return LooksEvery * 2;
        Repair(number);
        if (slot.Pack is { } pack && (!fill && !WaitsForItsRider(number) || fill)) TakeOut(number, pack.Serial);
        yield return LooksEvery * 2;
        if (fill && van.TryDequeue(out var serial)) hands.Do(new PutPack(number, serial, SocOfVanPacks), now);
        yield return LooksEvery * 2;
        hands.Do(new CloseDoor(number), now);
        setting.Told.Happened("crew", $"has seen to slot {number}");
        SawTo?.Invoke(number);
        yield return SettlesFor;
        if (Withdrawn(number).Contains(Withdrawal.Disabled)) yield return Show($"slot.enable:{number}");
        if (Withdrawn(number).Length > 0) yield return Show($"slot.clear:{number}");
    }

    private TimeSpan Show(string act)
    {
        var wall = WallClock.Right(now);
        phone = setting.Keys.Crews.Phone("crew-1", Rights, wall - TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), audience: cabinetId);
        hands.Do(new ShowCode(phone.Draw($"crew:{act}", wall)), now);
        setting.Told.Happened("crew", $"shows a code for {act}");
        return LooksEvery * 3;
    }

    private void Repair(int slot)
    {
        foreach (var name in FaultNames.All)
            if (FaultNames.TryFind(name, out var fault) && FaultNames.SeatOf(fault) == FaultSeat.Slot)
                setting.Boards.Faults.AtSlot(slot).Set(fault, 0, null);
    }

    private void TakeOut(int slot, string serial)
    {
        if (!hands.Do(new TakePack(slot), now).Ok) return;
        var owner = visits.Regulars.FirstOrDefault(rider => rider.Missing == serial);
        setting.Told.Happened("crew", $"takes pack {serial} out of slot {slot}{(owner is null ? "" : $" and gives it to {owner.Name}")}");
        if (owner is not null) (owner.Pack, owner.Missing) = (serial, null);
        else if (serial.StartsWith("YA4824", StringComparison.Ordinal)) van.Enqueue(serial);
    }

    private ImmutableArray<Withdrawal> Withdrawn(int slot) => page()?.Ledger.WithdrawnFrom(new SlotNumber(slot)) ?? [];

    private bool WaitsForItsRider(int slot) =>
        Withdrawn(slot).All(why => why is Withdrawal.HeldForRider or Withdrawal.DoorOpen or Withdrawal.Maintenance)
        && Withdrawn(slot).Contains(Withdrawal.HeldForRider);

    /// <summary>A slot that is out for a reason that people end, or whose sensors lie.</summary>
    private int? NeedsCare() => setting.Boards.World.Slots.Select(slot => slot.Number).Cast<int?>().FirstOrDefault(slot =>
        tries.GetValueOrDefault(slot!.Value) < TriesMax && !WaitsForItsRider(slot.Value)
        && (!setting.Boards.Faults.AtSlot(slot.Value).IsSound || Withdrawn(slot.Value).Length > 0));

    private int? EmptySlot()
    {
        if (page() is not { } cabinet || setting.Boards.World.Slots.Count(slot => slot.Pack is not null) >= StockWanted) return null;
        return setting.Boards.World.Slots.Where(slot => slot.Pack is null && Withdrawn(slot.Number).IsEmpty
            && tries.GetValueOrDefault(slot.Number) < TriesMax && cabinet.Ledger.Custody.In(new SlotNumber(slot.Number)) is null).Select(slot => (int?)slot.Number).FirstOrDefault();
    }
}
