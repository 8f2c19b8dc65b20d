using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control;

/// <summary>One moment, and slots as their sensors and the ledger may show them then: sound stock behind closed doors, and what is not.</summary>
internal static class SlotScene
{
    public static readonly TimeSpan Now = TimeSpan.FromSeconds(1000);
    public static readonly RiderId Chen = new("demo", "chen");
    public static readonly SitePlan Plan = ScenarioCabinet.Plan(TestTrust.Demo());

    public static SlotNumber Slot(int number) => new(number);

    public static PackId Pack(int number) => PackId.From($"YA4824{number:0000000000}");

    public static PackReading Reading(int number, int charge = 50, double celsius = 25, PackFaults faults = PackFaults.None) =>
        new(Pack(number), new Volts(50), new Amps(0), new StateOfCharge(charge), new Celsius(celsius), new Celsius(celsius), 13, faults);

    public static SlotImage Holding(PackReading reading) => new()
    {
        Door = DoorState.Closed, DoorAt = Now, DoorHeardAt = Now, DoorReads = 2, DoorSince = Now - TimeSpan.FromSeconds(60),
        Present = true, PresentAt = Now, PresentReads = 2,
        Pattern = Plan.Packs.Find(reading.Serial), Conduct = default(PackConduct).With(reading, Plan.Safety, before: null, Now),
        Pack = PackWord.Read, Reading = reading, PackAt = Now, ReadingAt = Now, PackWords = 2, SameWord = 2,
    };

    public static SlotImage Empty { get; } = Holding(Reading(1)) with { Present = false, Pack = PackWord.Silent, Reading = null, ReadingAt = null };

    public static SlotView View(int number, SlotImage image, params Withdrawal[] withdrawn) =>
        new(new SlotPlan(Slot(number), true, true, true), image, [.. withdrawn]);

    public static Custody Stocked(params int[] slots) =>
        slots.Aggregate(Custody.Empty, (custody, n) => custody.Stock(Pack(n), Slot(n)));

    public static ChargeSituation Charge(SlotView[] slots, Custody custody, params int[] charging) => new([.. slots], custody, Plan.Charging,
        charging.ToImmutableSortedDictionary(n => n, Pack), slots.ToImmutableSortedDictionary(s => s.Number.Value, s => TimeSpan.Zero), [], Now);
}
