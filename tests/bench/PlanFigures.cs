using System.Diagnostics;
using System.Text.RegularExpressions;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.Energy;

namespace YongAi.Edge.Bench;

/// <summary>
/// How long one planning turn takes: 32 slots, 31 packs of which none is full, three classes, a tariff with hours, supplies that can be
/// told how much, and power for all, so that each is weighed twice: now or later, fast or gently. The same turn again and again, every ten seconds of its own time: hearing, safety, plan, orders; beside it a turn that plans nothing.
/// </summary>
internal static class PlanFigures
{
    private const int Slots = 32, Warm = 3000, Turns = 2000;
    private static readonly DateTimeOffset Morning = new(2026, 4, 1, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly ImmutableArray<(string Serial, string Class, int Cells, double Volts)> Kinds =
        [("YA4824", "48V24Ah", 13, 50), ("YA6030", "60V30Ah", 17, 63), ("YA7235", "72V35Ah", 20, 74)];

    public static ImmutableArray<Figure> Measure()
    {
        var cabinet = Stocked();
        var planned = cabinet.Image.PlannedAt!.Value + cabinet.Plan.Charging.RenewEvery;
        // All has just been heard again, so that the turn has nothing to do but plan.
        cabinet = Heard(cabinet, planned - TimeSpan.FromMilliseconds(1));
        var (after, decision) = CabinetStep.Step(cabinet, Lapse.Now, On(planned));
        if (after.Image.PlannedAt != planned || after.Image.ChargePlan.Length != Slots - 1 || decision.Effects.Length == 0)
            throw new InvalidOperationException($"this turn plans nothing: {after.Image.ChargePlan.Length} packs, {decision.Effects.Length} orders");
        return [Times("plan: turn that plans, 32 slots", cabinet, planned), Times("plan: turn that does not", cabinet, planned - TimeSpan.FromMilliseconds(1))];
    }

    private static Figure Times(string name, Cabinet cabinet, TimeSpan at)
    {
        for (var n = 0; n < Warm; n++) CabinetStep.Step(cabinet, Lapse.Now, On(at));
        var times = ImmutableArray.CreateBuilder<double>(Turns);
        for (var n = 0; n < Turns; n++)
        {
            var begun = Stopwatch.GetTimestamp();
            CabinetStep.Step(cabinet, Lapse.Now, On(at));
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
        }
        return new Figure(name, "us", times.ToImmutable());
    }

    /// <summary>Started, every slot heard until it stands in the books, and planned for at least once.</summary>
    private static Cabinet Stocked()
    {
        var plan = Site();
        var cabinet = new Cabinet(plan, Ledger.Empty, Image.Dark(plan, TimeSpan.Zero));
        cabinet = CabinetStep.Step(cabinet, new Start("0000000000000001", "7f3a000000000001", "0.1.0", false), On(TimeSpan.Zero)).After;
        var now = TimeSpan.Zero;
        for (var second = 0; second < 60; second++) cabinet = Heard(cabinet, now += TimeSpan.FromSeconds(1));
        return cabinet;
    }

    private static Cabinet Heard(Cabinet cabinet, TimeSpan now)
    {
        Hear(new SwitchesRead([.. cabinet.Plan.Slots.Select(its => new SlotSwitches(its.Slot, DoorState.Closed, its.Slot.Value < Slots))]));
        foreach (var its in cabinet.Plan.Slots)
            Hear(its.Slot.Value < Slots ? new PackRead(its.Slot, Reading(its.Slot.Value)) : new PackSilent(its.Slot, true));
        Hear(Lapse.Now);
        return cabinet;

        void Hear(Input input) => cabinet = CabinetStep.Step(cabinet, input, On(now)).After;
    }

    private static PackReading Reading(int slot)
    {
        var kind = Kinds[slot % Kinds.Length];
        PackId.TryFrom($"{kind.Serial}{slot:0000000000}", out var serial);
        return new PackReading(serial, new Volts(kind.Volts), new Amps(0), new StateOfCharge(20 + 2 * slot), new Celsius(25), new Celsius(24), kind.Cells, PackFaults.None);
    }

    private static SitePlan Site() => new("NB-DEMO-01", "ninghai-1",
        [.. Enumerable.Range(1, Slots).Select(slot => new SlotPlan(new SlotNumber(slot), true, true, true) { Adjustable = new Amps(10) })],
        new PackBook([.. Kinds.Select(kind =>
            new PackPattern(new Regex($"^{kind.Serial}[0-9]{{10}}$"), new PackClass(kind.Class), kind.Cells, new Volts(2.8 * kind.Cells), new Volts(4.25 * kind.Cells)))]),
        new TrustStore([]), new CodePolicy(true, TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromDays(2), int.MaxValue, 0), new SwapTimes(),
        new ChargeLimits(Slots, TimeSpan.FromSeconds(30), new Celsius(0), new Celsius(45), new StateOfCharge(100), new StateOfCharge(95)), new StateOfCharge(90))
    {
        Energy = new EnergyPlan { CapWatts = 20_000, Tariff = Tariffs.Zhejiang2024, VisitsADay = 120 },
    };

    private static Moment On(TimeSpan elapsed) => new(elapsed, Morning + elapsed, TimeTrust.Trusted);
}
