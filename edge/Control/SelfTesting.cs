using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Control;

/// <summary>
/// The weekly test of siren, fans, lamps and detectors (domain table C row 30): one after the other, in a quiet hour by trusted wall time, else
/// by running time; never while somebody is at the doors or an alarm of danger stands, and it ends at once when that begins. No lock is fired.
/// </summary>
internal static class SelfTesting
{
    /// <summary>An output is on for so long: three polls of what reads it back.</summary>
    public static readonly TimeSpan OnFor = TimeSpan.FromSeconds(3);

    /// <summary>A detector has so long to tell of its test smoke, and as long again to rest.</summary>
    public static readonly TimeSpan DetectorWithin = TimeSpan.FromSeconds(15);

    public static void Step(CabinetTurn turn)
    {
        if (turn.Plan.Outputs.IsEmpty) return;
        var test = turn.Image.Safety.Test;
        if (!MayRun(turn))
        {
            if (test is not null) Remember(turn, null);
        }
        else if (test is not null) Follow(turn, test);
        else if (Due(turn) is { } output) Remember(turn, new RunningTest(output, turn.Now));
    }

    /// <summary>Outputs that failed, as the alarms they are.</summary>
    public static ImmutableArray<Alarm> Failed(SitePlan plan, Ledger ledger)
    {
        if (ledger.OutputTests.IsEmpty) return [];
        var failed = ImmutableArray.CreateBuilder<Alarm>();
        foreach (var output in plan.Outputs)
            if (HasFailed(output, ledger)) failed.Add(new Alarm(AlarmKind.SelfTestFailed, output.Slot));
        return failed.ToImmutable();
    }

    /// <summary>What is out of use by it: without a siren or a detector nobody hears of a fire, so nothing charges; without a fan half the current.</summary>
    public static (bool Siren, bool Fan) OutOfUse(SitePlan plan, Ledger ledger)
    {
        if (ledger.OutputTests.IsEmpty) return default;
        var (siren, fan) = (false, false);
        foreach (var output in plan.Outputs)
            if (HasFailed(output, ledger))
            {
                siren |= output.Use is OutputUse.Siren or OutputUse.SmokeTest;
                fan |= output.Use == OutputUse.Fan;
            }
        return (siren, fan);
    }

    private static bool HasFailed(OutputPlan output, Ledger ledger) =>
        ledger.OutputTests.TryGetValue(output.Id.Name, out var test) && test.Result == TestResult.Fails;

    private static bool MayRun(CabinetTurn turn) =>
        turn.Ledger.Swap is null && turn.Ledger.Commands.AtRest && !turn.Image.Recovering && turn.Now >= turn.Image.SteadyAt
        && !turn.Image.InkStalled && !Hold.Stands(turn.Ledger.Alarms) && !IsAnybodyNear(turn.Ledger.Alarms);

    private static bool IsAnybodyNear(ImmutableArray<Alarm> alarms)
    {
        foreach (var alarm in alarms)
            if (alarm.Kind is AlarmKind.ServiceDoorOpen or AlarmKind.SmokeEarly) return true;
        return false;
    }

    private static OutputPlan? Due(CabinetTurn turn)
    {
        foreach (var output in turn.Plan.Outputs)
            if (output.Use is OutputUse.Siren or OutputUse.Fan or OutputUse.Lamp or OutputUse.SmokeTest && IsDue(turn, output)) return output;
        return null;
    }

    private static bool IsDue(CabinetTurn turn, OutputPlan output)
    {
        var plan = turn.Plan.SelfTest;
        var last = turn.Ledger.OutputTests.GetValueOrDefault(output.Id.Name);
        if (last?.Again == true) return true;
        var ran = turn.Now - (last?.At ?? TimeSpan.Zero);
        if (!turn.At.WallIsTrusted) return ran >= SelfTestPlan.AtLatest;
        var since = last is { Wall: > 0 } ? TimeSpan.FromSeconds(turn.At.Wall.ToUnixTimeSeconds() - last.Wall) : ran;
        if (last is not null && since >= SelfTestPlan.AtLatest) return true;
        return turn.At.Wall.ToOffset(plan.UtcOffset).Hour == plan.Hour && (last is null || since >= SelfTestPlan.Every);
    }

    private static void Follow(CabinetTurn turn, RunningTest test)
    {
        var now = turn.Now;
        if (test.Output.Use == OutputUse.SmokeTest)
        {
            Detector(turn, test);
            return;
        }
        var image = turn.Image.Outputs[IndexOf(turn.Plan, test.Output)];
        // A word of before the order says nothing about it; the look at the pins takes a moment.
        if (image.At > test.Since && image.OnNow(now) is { } on && (!test.Heard || on && !test.Seen))
            Remember(turn, test = test with { Heard = true, Seen = test.Seen || on });
        if (now - test.Since < OnFor) return;
        Judged(turn, test, test.Seen ? TestResult.Works : test.Heard ? TestResult.Fails : TestResult.NotProvable);
    }

    /// <summary>It has to tell, and then to rest again; one that goes on telling after its test is over tells of smoke.</summary>
    private static void Detector(CabinetTurn turn, RunningTest test)
    {
        var tells = Tells(turn, test);
        if (test.OffAt is not { } off)
        {
            if (tells == true) Remember(turn, test with { Heard = true, Seen = true, OffAt = turn.Now });
            else if (turn.Now - test.Since >= DetectorWithin) Judged(turn, test, TestResult.Fails);
        }
        else if (tells == false) Judged(turn, test, TestResult.Works);
        else if (turn.Now - off >= DetectorWithin) Judged(turn, test, TestResult.Fails);
    }

    private static bool? Tells(CabinetTurn turn, RunningTest test)
    {
        bool? told = null;
        for (var n = 0; n < turn.Plan.Contacts.Length; n++)
        {
            var plan = turn.Plan.Contacts[n];
            if (plan.Use != ContactUse.Smoke || plan.Slot != test.Output.Slot) continue;
            if (turn.Image.Contacts[n].ActiveNow(turn.Now) is { } active) told = active || told == true;
        }
        return told;
    }

    private static void Judged(CabinetTurn turn, RunningTest test, TestResult result)
    {
        turn.Happened(new OutputTested(test.Output.Id.Name, test.Output.Slot, result));
        Remember(turn, null);
    }

    private static int IndexOf(SitePlan plan, OutputPlan output)
    {
        for (var n = 0; n < plan.Outputs.Length; n++)
            if (plan.Outputs[n].Id == output.Id) return n;
        throw new InvariantBroken($"output {output.Id} is not in the site's plan");
    }

    private static void Remember(CabinetTurn turn, RunningTest? test) =>
        turn.Picture(turn.Image with { Safety = turn.Image.Safety with { Test = test } });
}
