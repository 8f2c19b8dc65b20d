using System.Globalization;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;
using YongAi.Simulators.World.Hazards;

namespace YongAi.Simulators.Simulation.Hazards;

/// <summary>One thing that goes wrong at one moment of a life.</summary>
/// <param name="At">When.</param>
/// <param name="Name">What it is called in counts.</param>
/// <param name="Act">What hands, fire or water do; null: a blow to the computer.</param>
/// <param name="Blow">What happens to the computer or to a line.</param>
public sealed record HazardBlow(TimeSpan At, string Name, HandsAct? Act = null, Action<HazardStorm, TimeSpan>? Blow = null);

/// <summary>
/// What goes wrong in one life: one or two hazards, up to three sensors or lines that fail, in some lives a disk that hangs, a board that falls
/// silent as it begins, a program that is killed, a crew that comes. One seed is one plan.
/// </summary>
/// <param name="Lasts">How long the life lasts.</param>
/// <param name="SlotToSlot">Watts a kelvin that pass from slot to slot.</param>
/// <param name="Charges">What the packs in the slots hold, per cent.</param>
/// <param name="Blows">In their order.</param>
public sealed record HazardPlan(TimeSpan Lasts, double SlotToSlot, ImmutableArray<int> Charges, ImmutableArray<HazardBlow> Blows)
{
    private const int MinutesLeast = 20, MinutesMost = 40, FailuresMost = 3;
    /// <summary>Packs charge by then.</summary>
    private const int BeginsLeast = 90;
    private static readonly TimeSpan HangsFor = TimeSpan.FromSeconds(5);

    /// <summary>The plan of a seed for a cabinet.</summary>
    public static HazardPlan Of(SiteText site, int seed)
    {
        var chance = new Random(unchecked(seed * 31 + 17));
        var lasts = TimeSpan.FromMinutes(chance.Next(MinutesLeast, MinutesMost + 1));
        var draw = new Draw(site, chance, lasts);
        var hazards = chance.Next(3) == 0 ? 2 : 1;
        for (var n = 0; n < hazards; n++) draw.Hazard();
        for (var n = chance.Next(FailuresMost + 1); n > 0; n--) draw.Failure();
        if (chance.Next(4) == 0) draw.SilentPack();
        if (chance.Next(3) == 0) draw.Hangs();
        if (chance.Next(6) == 0) draw.Falls();
        if (chance.Next(6) == 0) draw.Crew();
        return new HazardPlan(lasts, 1 + 12 * chance.NextDouble(),
            [.. site.Slots.Select(_ => chance.Next(2) == 0 ? chance.Next(15, 80) : chance.Next(90, 101))],
            [.. draw.Blows.OrderBy(blow => blow.At)]);
    }

    private sealed class Draw(SiteText site, Random chance, TimeSpan lasts)
    {
        private readonly ImmutableArray<ContactText> contacts = site.Contacts ?? [];
        private TimeSpan begins;

        public List<HazardBlow> Blows { get; } = [];

        public void Hazard()
        {
            begins = Seconds(BeginsLeast, (int)lasts.TotalSeconds / 2);
            switch (chance.Next(8))
            {
                case 0 or 1 or 2: Add(begins, "runaway", new ShortPack(AnySlot(), 1500 + 12_000 * chance.NextDouble())); break;
                case 3: Add(begins, "water", new LetWaterIn(chance.Next(1, 45), 1 + 8 * chance.NextDouble(), chance.Next(2, 10))); break;
                case 4:
                    Add(begins, "heat-wave", new HeatAir(chance.Next(42, 68), 1 + 5 * chance.NextDouble()));
                    Add(begins + Seconds(300, 900), "it-cools", new HeatAir(25, 4));
                    break;
                default:
                    var use = Any(["smoke", "flood", "leakage", "emergency-stop", "mains"]);
                    if (AnyOf(use) is not { } contact) return;
                    Add(begins, $"contact-{use}", new SetContact(contact, use != "mains"));
                    Add(begins + Seconds(2, 300), $"contact-{use}-over", new SetContact(contact, use == "mains"));
                    break;
            }
        }

        /// <summary>A sensor or a line fails, for a while or for good; mostly near the hazard.</summary>
        public void Failure()
        {
            var at = Near();
            switch (chance.Next(7))
            {
                case 0: Trouble(at, AnyOf("smoke"), SensorTrouble.StuckOff); break;
                case 1: Trouble(at, AnyOf(Any(["smoke", "flood", "leakage", "aerosol"])), SensorTrouble.CutOff); break;
                case 2: Trouble(at, AnyOf(Any(["smoke", "flood"])), SensorTrouble.StuckOn); break;
                case 3: Trouble(at, AnyGauge(), SensorTrouble.Frozen); break;
                case 4: Trouble(at, AnyGauge(), SensorTrouble.Lies, chance.Next(-30, 41)); break;
                case 5 when site.KernelGauges is [_, ..] gauges: Add(at, "gauge-gone", new BreakGauge(Any([.. gauges]).Name)); break;
                default:
                    var line = Any([.. site.Lines.Keys]);
                    var silent = chance.Next(2) == 0;
                    var back = at + Seconds(3, 300);
                    Line(at, line, silent, fails: true);
                    Line(back, line, silent, fails: false);
                    break;
            }
        }

        /// <summary>The board of a pack falls silent as it begins.</summary>
        public void SilentPack()
        {
            if (site.Slots.Where(slot => slot.Pack is not null).ToArray() is not [_, ..] with) return;
            var line = Any(with).Pack!.Line;
            Line(begins - TimeSpan.FromSeconds(chance.Next(10)), line, silent: true, fails: true);
            Line(begins + Seconds(60, 600), line, silent: true, fails: false);
        }

        /// <summary>The disk hangs again and again from when it begins.</summary>
        public void Hangs()
        {
            for (var at = begins - TimeSpan.FromMilliseconds(chance.Next(2000)); at < lasts; at += HangsFor + Seconds(2, 60))
                Blows.Add(new HazardBlow(at, "fsync-hangs", Blow: (storm, _) => storm.Hang(HangsFor)));
        }

        public void Falls()
        {
            var (how, dark) = (chance.Next(2) == 0 ? RunEnd.Killed : RunEnd.PowerLost, Seconds(4, 90));
            Blows.Add(new HazardBlow(Near(), how == RunEnd.Killed ? "kill" : "power-loss", Blow: (storm, _) => storm.End(how, dark)));
        }

        public void Crew() => Blows.Add(new HazardBlow(begins + Seconds(5, 400), "crew-comes", Blow: (storm, now) => storm.CallCrew(now)));

        private void Line(TimeSpan at, string line, bool silent, bool fails) => Blows.Add(new HazardBlow(at,
            fails ? silent ? "line-silent" : "line-pulled" : "line-back", Blow: (storm, now) => storm.Line(line, silent, fails, now)));

        private void Trouble(TimeSpan at, string? sensor, SensorTrouble what, double? value = null)
        {
            if (sensor is null) return;
            Add(at, string.Create(CultureInfo.InvariantCulture, $"sensor-{what}").ToLowerInvariant(), new TroubleSensor(sensor, what, value));
            if (chance.Next(2) == 0) Add(at + Seconds(30, 600), "sensor-repaired", new TroubleSensor(sensor));
        }

        private void Add(TimeSpan at, string name, HandsAct act) => Blows.Add(new HazardBlow(at, name, act));

        private TimeSpan Near() => begins + Seconds(-60, 400);

        private int AnySlot() => Any([.. site.Slots]).Slot;

        private string? AnyOf(string use) =>
            contacts.Where(contact => contact.Use == use).ToArray() is [_, ..] some ? Any(some).Name : null;

        private string? AnyGauge() =>
            (string[])[.. (site.Gauges ?? []).Select(gauge => gauge.Name), .. (site.KernelGauges ?? []).Select(gauge => gauge.Name)]
                is [_, ..] all ? Any(all) : null;

        private T Any<T>(T[] of) => of[chance.Next(of.Length)];

        private TimeSpan Seconds(int least, int most) => TimeSpan.FromMilliseconds(chance.NextInt64(least * 1000L, most * 1000L));
    }
}
