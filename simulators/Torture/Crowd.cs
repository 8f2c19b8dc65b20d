using System.Globalization;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>The people round a stand: riders who come one after the other without end, a passer-by, and a crew.</summary>
public sealed class Crowd : IDisposable
{
    private const int Riders = 8, FirstPack = 9001;
    private const double SomebodyTidies = 0.8, SomebodyIsImpatient = 0.15;
    private static readonly TimeSpan Life = TimeSpan.FromDays(6), Pause = TimeSpan.FromMilliseconds(300);
    /// <summary>What only a crew brings back.</summary>
    private static readonly ImmutableHashSet<string> ForACrew =
        ["lock-fault", "unclear", "unplanned-pack", "pack-missing", "contents-unclear", "doubtful-readings", "wrong-door"];
    private static readonly TimeSpan CrewTakes = TimeSpan.FromSeconds(1.2);

    private readonly LiveBoards boards;
    private readonly int seed;
    private readonly SemaphoreSlim place = new(1);
    private readonly ImmutableArray<Person> people;
    private readonly SimulatedPhone badge;
    private volatile bool mayShowCodes = true;
    private int visits;

    /// <param name="boards">The cabinet they come to.</param>
    /// <param name="programs">Where the checkout with the demo's keys is.</param>
    /// <param name="seed">For what they choose.</param>
    /// <param name="hold">What each has in his hands; null: a pack of his own.</param>
    public Crowd(LiveBoards boards, Programs programs, int seed, ImmutableArray<Passer>? hold = null)
    {
        (this.boards, this.seed) = (boards, seed);
        var from = TimeProvider.System.GetUtcNow().AddHours(-1);
        var issuer = CodeWriterIssuer.FromPem(programs.At("seeds/issuers/demo-credential.pem"), "demo");
        people = [.. (hold ?? Everybody).Select(rider => new Person(boards, rider.Name, rider.Holds,
            issuer.Phone(rider.Name, [$"swap:{StandSite.Class}"], from, Life), () => mayShowCodes))];
        var crew = CodeWriterIssuer.FromPem(programs.At("seeds/issuers/demo-crew.pem"), "demo-crew");
        badge = crew.Phone("wang", ["crew:slot.clear"], from, Life, audience: StandSite.Cabinet);
    }

    /// <summary>The riders as they come the first time, each with a pack of his own.</summary>
    public static ImmutableArray<Passer> Everybody { get; } = [.. Enumerable.Range(0, Riders)
        .Select(n => new Passer(string.Create(CultureInfo.InvariantCulture, $"rider-{n + 1}"), Stock.SerialOf(FirstPack + n)))];

    /// <summary>False: nobody shows a code, as before a dark screen.</summary>
    public bool MayShowCodes { set => mayShowCodes = value; }

    /// <summary>Codes shown so far.</summary>
    public int Asked => people.Sum(person => person.Shown);

    public ImmutableArray<Passer> People => [.. people.Select(person => new Passer(person.Name, person.Holds))];

    /// <summary>Somebody is always there, until the stop.</summary>
    public async Task LiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await place.WaitAsync(CancellationToken.None);
            try
            {
                var chance = NextChance();
                if (chance.NextDouble() < SomebodyTidies) await TidyAsync();
                await VisitAsync(chance, stop);
            }
            finally
            {
                place.Release();
            }
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Lets the one who is there finish; then nobody comes before the answer is disposed of.</summary>
    public async Task<IDisposable> AloneAsync()
    {
        await place.WaitAsync();
        return new Again(place);
    }

    /// <summary>A passer-by closes every door.</summary>
    public async Task TidyAsync()
    {
        foreach (var slot in await boards.LookAsync())
            if (slot.IsOpen) await boards.Do(new CloseDoor(slot.Slot));
    }

    /// <summary>Who has no pack comes for one. Only while nobody else comes.</summary>
    public async Task FetchAsync()
    {
        foreach (var person in people)
            if (person.Holds is null)
            {
                await person.VisitAsync(NextChance(), CancellationToken.None);
                await TidyAsync();
            }
    }

    /// <summary>A crew looks at what is out of service for want of people, and says that it is in order.</summary>
    public async Task ClearAsync(ImmutableArray<SlotWord> slots)
    {
        foreach (var slot in slots.Where(slot => slot.Withdrawn.Any(ForACrew.Contains)))
        {
            await boards.Do(new ShowCode(badge.Draw(string.Create(CultureInfo.InvariantCulture, $"crew:slot.clear:{slot.Slot}"),
                TimeProvider.System.GetUtcNow())));
            await Task.Delay(CrewTakes);
        }
    }

    public void Dispose()
    {
        place.Dispose();
    }

    private async Task<ImmutableArray<int>> OpenDoorsAsync() =>
        [.. (await boards.LookAsync()).Where(slot => slot.IsOpen).Select(slot => slot.Slot)];

    /// <summary>The same seed and the same number of the visit, the same choices.</summary>
    private Random NextChance() => new(unchecked(seed * 1_000_003 + ++visits));

    private async Task VisitAsync(Random chance, CancellationToken stop)
    {
        // Who has to fetch his pack comes sooner.
        var without = people.Where(person => person.Holds is null).ToArray();
        var next = without.Length > 0 && chance.Next(2) == 0 ? without[chance.Next(without.Length)] : people[chance.Next(people.Length)];
        var notHis = await OpenDoorsAsync();
        var visit = next.VisitAsync(chance, stop);
        if (chance.NextDouble() < SomebodyIsImpatient && people[chance.Next(people.Length)] is var other && other != next)
        {
            await Task.WhenAny(visit, Task.Delay(TimeSpan.FromSeconds(1 + 4 * chance.NextDouble()), CancellationToken.None));
            // Behind one who is being served. With one who was turned away he would have a door opened that the other takes for his own.
            if (!visit.IsCompleted && (await OpenDoorsAsync()).Except(notHis).Any()) await other.ShowCodeAsync();
        }
        await visit;
    }

    private sealed class Again(SemaphoreSlim place) : IDisposable
    {
        public void Dispose() => place.Release();
    }
}
