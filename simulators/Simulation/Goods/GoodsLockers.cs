using System.Globalization;
using YongAi.Edge.Control;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Goods;

/// <summary>What riders do at open lockers: most take or put back what they came for and close the door, some do not.</summary>
public sealed class GoodsLockers
{
    /// <summary>The thing in lockers that is lent.</summary>
    public const string Coat = "raincoat";

    private readonly SimulatedCabinet boards;
    private readonly Hands hands;
    private readonly Random people;
    private readonly int careless;
    private readonly ImmutableArray<int> doors;

    public GoodsLockers(SimulatedCabinet boards, Hands hands, SitePlan plan, Random people, int careless)
    {
        (this.boards, this.hands, this.people, this.careless) = (boards, hands, people, careless);
        doors = [.. plan.Channels.Where(channel => channel is { Door: not null, Item.Name: Coat }).Select(channel => channel.Door!.Value.Value)];
        // One is empty on the first day, so that something can be brought back.
        foreach (var (door, n) in doors.SkipLast(1).Select((door, n) => (door, n))) boards.World.Stock(door, string.Create(CultureInfo.InvariantCulture, $"COAT-{n}"), 100);
    }

    /// <summary>Whoever comes pushes doors shut that stand open.</summary>
    public void CloseAll(TimeSpan now)
    {
        foreach (var door in doors)
            if (boards.World.Find(door)!.DoorOpen) hands.Do(new CloseDoor(door), now);
    }

    /// <summary>He stands before a locker that has opened for him: what he does, or null.</summary>
    public string? Use(GoodsVisitor visitor, TimeSpan now)
    {
        if (!visitor.Purpose.EndsWith(Coat, StringComparison.Ordinal)) return null;
        foreach (var door in doors)
        {
            var slot = boards.World.Find(door)!;
            if (!slot.DoorOpen) continue;
            // Mostly as it ought to be; some think better of it, some walk away.
            visitor.Mind ??= people.Next(1000) >= careless ? "does"
                : people.Next(3) switch { 0 => "leaves it", 1 => "walks away with an open door", _ => "does and walks away" };
            if (visitor.Mind.StartsWith("does", StringComparison.Ordinal) && !visitor.IsDone) Move(visitor.Rider, slot, now);
            visitor.IsDone = true;
            if (visitor.Mind is "does" or "leaves it") hands.Do(new CloseDoor(door), now);
            else visitor.Goes("walked-away");
            return string.Create(CultureInfo.InvariantCulture, $"{visitor.Mind}, door {door}");
        }
        return null;
    }

    private void Move(GoodsRider rider, SimulatedSlot slot, TimeSpan now)
    {
        if (rider.Coat is { } worn && slot.Pack is null && hands.Do(new PutPack(slot.Number, worn), now).Ok) rider.Coat = null;
        else if (rider.Coat is null && slot.Pack is { } inside && hands.Do(new TakePack(slot.Number), now).Ok) rider.Coat = inside.Serial;
    }
}
