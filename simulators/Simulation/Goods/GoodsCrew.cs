using System.Globalization;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Slots;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Goods;

/// <summary>
/// A crew that looks after the goods now and then: counts each channel that gives nothing or is low, mends what is stuck, fills it up, and
/// says so by its codes until the page shows it.
/// </summary>
/// <param name="boards">What it stands before.</param>
/// <param name="keys">Whose badge it has.</param>
/// <param name="page">What the diagnostics page shows; null while no program runs.</param>
/// <param name="shelf">What lies where, and what was put in.</param>
/// <param name="plan">The cabinet as installed.</param>
public sealed class GoodsCrew(SimulatedCabinet boards, CloudKeys keys, Func<Cabinet?> page, Shelf shelf, SitePlan plan)
{
    private static readonly TimeSpan ComesEvery = TimeSpan.FromMinutes(25), LooksEvery = TimeSpan.FromSeconds(2), GivesUpAfter = TimeSpan.FromMinutes(10);

    /// <summary>What lies there has to be in the books before it goes.</summary>
    private static readonly TimeSpan StaysMost = TimeSpan.FromHours(3);
    private const int FillsTo = 12, FillsBelow = 4, GoodForDays = 60;

    private readonly Hands hands = new(boards);
    private IEnumerator<TimeSpan>? work;
    private SimulatedPhone? phone;
    private TimeSpan now, next = ComesEvery;

    /// <summary>When it does the next thing.</summary>
    public TimeSpan NextDeadline => next;

    /// <summary>It is at the cabinet: riders wait.</summary>
    public bool IsHere => work is not null;

    /// <summary>It counts every channel that time, in order or not.</summary>
    public bool CountsAll { get; set; }

    /// <summary>Comes as soon as it can.</summary>
    public void Call(TimeSpan at) => next = at;

    public void Lapse(TimeSpan at, bool isAnybodyHere)
    {
        now = at;
        if (next > now) return;
        if (work is null && isAnybodyHere)
        {
            next = now + LooksEvery;
            return;
        }
        work ??= Work().GetEnumerator();
        if (work.MoveNext()) next = now + work.Current;
        else (work, next) = (null, now + ComesEvery);
    }

    private IEnumerable<TimeSpan> Work()
    {
        foreach (var name in boards.World.Shelf.Spirals.Keys)
        {
            // Nobody opens a cabinet whose motors turn.
            while (page() is null || page()!.Ledger.Goods.Visit is not null) yield return LooksEvery;
            var isOut = page()!.Ledger.Goods.OutOfUse.ContainsKey(name);
            if (!isOut && !CountsAll && boards.World.Shelf.Spirals[name].Things >= FillsBelow) continue;
            var counts = Acts(name, "stock.count");
            foreach (var pause in Told(name, "stock.count", boards.World.Shelf.Spirals[name].Things, null, GivesUpAfter)) yield return pause;
            // What is not counted is not filled: the books would take the new for the old.
            if (Acts(name, "stock.count") == counts) continue;
            var room = FillsTo - boards.World.Shelf.Spirals[name].Things;
            if (room <= 0) continue;
            var good = DateOnly.FromDateTime(WallClock.Right(now).UtcDateTime.AddHours(8)).AddDays(GoodForDays);
            shelf.Filled(name, room, good);
            hands.Do(new RestockSpiral(name, FillsTo), now);
            foreach (var pause in Told(name, "stock.fill", room, good, StaysMost)) yield return pause;
        }
        foreach (var name in boards.World.Shelf.Places.Keys)
        {
            while (page() is null || page()!.Ledger.Goods.Visit is not null) yield return LooksEvery;
            if (page()!.Ledger.Goods.OutOfUse.ContainsKey(name))
                foreach (var pause in Told(name, "stock.count", boards.World.Shelf.Places[name].IsFull(now) ? 1 : 0, null, GivesUpAfter)) yield return pause;
        }
        foreach (var locker in plan.Channels.Where(channel => channel is { Door: not null, Item: not null }))
            foreach (var pause in Locker(locker)) yield return pause;
    }

    /// <summary>Closes the door, has a lock that was given up tried again, and counts where the books have it otherwise.</summary>
    private IEnumerable<TimeSpan> Locker(ChannelPlan locker)
    {
        var (door, item) = (locker.Door!.Value, locker.Item!.Value);
        while (page() is null || page()!.Ledger.Goods.Visit is not null) yield return LooksEvery;
        var slot = boards.World.Find(door.Value)!;
        if (slot.DoorOpen)
        {
            hands.Do(new CloseDoor(door.Value), now);
            yield return TimeSpan.FromSeconds(15);
        }
        for (var tries = 0; tries < 3 && page()?.Ledger.WithdrawnFrom(door).Any(why => why is Withdrawal.LockFault or Withdrawal.WrongDoor) == true; tries++)
        {
            Show(string.Create(CultureInfo.InvariantCulture, $"crew:slot.enable:{door}"));
            yield return LooksEvery;
        }
        while (page() is null || page()!.Ledger.Goods.Visit is not null) yield return LooksEvery;
        var lies = slot.Pack is null ? 0 : 1;
        if (CountsAll || page()!.Ledger.Goods.StockOf(locker.Id, item).Count != lies || page()!.Ledger.Goods.OutOfUse.ContainsKey(locker.Id.Name))
            foreach (var pause in Told(locker.Id.Name, "stock.count", lies, null, GivesUpAfter)) yield return pause;
    }

    private void Show(string purpose) => hands.Do(new ShowCode(Badge().Draw(purpose, WallClock.Right(now))), now);

    /// <summary>Shows the badge until the act is in the books.</summary>
    private IEnumerable<TimeSpan> Told(string channel, string act, int count, DateOnly? good, TimeSpan patience)
    {
        var since = now;
        var before = Acts(channel, act);
        while (Acts(channel, act) == before && now - since < patience)
        {
            Show(string.Create(CultureInfo.InvariantCulture, $"crew:{act}:{channel}:{count}{(good is { } last ? $":{last:yyyyMMdd}" : "")}"));
            for (var looked = 0; looked < 3 && Acts(channel, act) == before; looked++) yield return LooksEvery;
        }
    }

    private int Acts(string channel, string act) => shelf.Acts.GetValueOrDefault((channel, act));

    private SimulatedPhone Badge() => phone ??= keys.Crews.Phone("wang", ["crew:stock.count", "crew:stock.fill", "crew:slot.enable"], WallClock.Right(now).AddMinutes(-1),
        TimeSpan.FromDays(7), audience: plan.Cabinet);
}

/// <summary>What a life knows of its shelf beyond the boards: batches as they lie, and what the books have been told by crews.</summary>
public sealed class Shelf
{
    private readonly Dictionary<string, Queue<DateOnly?>> lies = new(StringComparer.Ordinal);

    /// <summary>Acts of crews that the books hold, by channel and act.</summary>
    public Dictionary<(string Channel, string Act), int> Acts { get; } = [];

    /// <summary>A crew put things in, behind those that lie there.</summary>
    public void Filled(string channel, int count, DateOnly? good)
    {
        if (!lies.TryGetValue(channel, out var queue)) lies[channel] = queue = new Queue<DateOnly?>();
        for (var n = 0; n < count; n++) queue.Enqueue(good);
    }

    /// <summary>One fell: until when it was good.</summary>
    public DateOnly? Fell(string channel) => lies.TryGetValue(channel, out var queue) && queue.TryDequeue(out var good) ? good : null;

    /// <summary>An event was handed over, or lost again with wet ink.</summary>
    public void Decided(Edge.Control.Language.Event e, int by = 1)
    {
        var key = e switch
        {
            StockCounted counted => (counted.Channel.Name, "stock.count"),
            StockFilled filled => (filled.Channel.Name, "stock.fill"),
            _ => default,
        };
        if (key != default) Acts[key] = Acts.GetValueOrDefault(key) + by;
    }
}
