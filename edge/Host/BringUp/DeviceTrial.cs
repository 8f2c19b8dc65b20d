using System.Globalization;
using System.Text.Json.Nodes;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp;

/// <summary>What is tried by hand: by slot, or, from Pin on, by name.</summary>
public enum TrialOf { Lock, Pack, Charger, Scanner, Pin, Sensor, Meter, Output, Dispenser }

/// <summary>One device to be tried by hand.</summary>
/// <param name="What">Which kind.</param>
/// <param name="Slot">At which slot; null for a scanner.</param>
/// <param name="Seconds">How long it is watched.</param>
/// <param name="English">In English; otherwise Chinese.</param>
/// <param name="Json">One JSON object at the end; the talk goes to the errors then.</param>
public sealed record TrialOrder(TrialOf What, int? Slot, int Seconds, bool English, bool Json)
{
    /// <summary>Which of several, where it has no slot.</summary>
    public string? Name { get; init; }
}

/// <summary>Tries one device of a site by hand, and says what its sensors say meanwhile. It proves nothing and writes no record.</summary>
public sealed class DeviceTrial(SitePlan plan, IWorkbench bench, Action<Words> tell)
{
    /// <summary>A first word of the device: two polls of the slowest, with what they try again.</summary>
    public static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(10);

    /// <summary>So long a charger goes on should the program or the line be gone: the relay ends it in hardware.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>A third of the lease: two renewals may be lost.</summary>
    public static readonly TimeSpan RenewsEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    /// <summary>Tries it; what came of it, and true when the device did what it is for.</summary>
    /// <param name="order">What is tried.</param>
    /// <param name="stop">Somebody wants it to end: a charger that is on is switched off first.</param>
    public async Task<(bool Fine, JsonObject Report)> RunAsync(TrialOrder order, CancellationToken stop = default)
    {
        var watch = TimeSpan.FromSeconds(order.Seconds);
        return order.What switch
        {
            TrialOf.Lock => await LockAsync(order.Slot!.Value, watch),
            TrialOf.Pack => await PackAsync(order.Slot!.Value, watch),
            TrialOf.Charger => await ChargerAsync(order.Slot!.Value, watch, stop),
            _ => await ScannerAsync(watch),
        };
    }

    /// <summary>Fires the lock once, if its door reads closed.</summary>
    private async Task<(bool, JsonObject)> LockAsync(int slot, TimeSpan watch)
    {
        await bench.Until(() => bench.Sight[slot].Door != DoorState.Unknown, HeardWithin);
        var before = bench.Sight[slot].Door;
        tell(new($"{slot} 号门：{Door(before).Chinese}", $"door {slot}: {Door(before).English}"));
        if (before != DoorState.Closed)
        {
            tell(new("门没有读到“关”，不开锁：先关好门，或查门磁", "it does not read closed, so its lock is not fired: close it, or look at its switch"));
            return (false, new JsonObject { ["slot"] = slot, ["before"] = Name(before), ["fired"] = false, ["after"] = Name(before) });
        }
        bench.Perform(new FireLock(Number(slot)));
        tell(new("锁已驱动一次", "the lock was fired once"));
        var opened = await bench.Until(() => bench.Sight[slot].Door == DoorState.Open, watch);
        var here = bench.Sight[slot];
        if (here.Refused is { } refused) tell(LockRefusalWords.Of(refused));
        tell(opened ? new($"{slot} 号门开了", $"door {slot} opened")
            : new($"{slot} 号门没有读到“开”：看门是不是真开了，再查锁和门磁", $"door {slot} does not read open: look whether it is, then at lock and switch"));
        return (opened, new JsonObject
        {
            ["slot"] = slot, ["before"] = Name(before), ["fired"] = true, ["after"] = Name(here.Door),
            ["refused"] = here.Refused?.ToString(),
        });
    }

    private async Task<(bool, JsonObject)> PackAsync(int slot, TimeSpan watch)
    {
        await bench.Until(() => bench.Sight[slot].Pack is not null, watch);
        var here = bench.Sight[slot];
        if (here.Pack is not { } pack)
        {
            tell(here.Unreadable
                ? new($"{slot} 号仓的电池有回答，但读不懂：查 family 和 serial",
                    $"the pack in slot {slot} answers and cannot be read: look at family and serial")
                : new($"{slot} 号仓没有电池回答：查插头、线路、波特率", $"no pack answers in slot {slot}: look at plug, line and speed"));
            return (false, new JsonObject
            {
                ["slot"] = slot, ["present"] = here.Present, ["pack"] = null, ["unreadable"] = here.Unreadable,
            });
        }
        var its = plan.Packs.ClassOf(pack.Serial)?.Name;
        tell(new($"{slot} 号仓：{pack.Serial}（{its ?? "不是本网络的"}），{pack.Charge.Percent}%，{Round(pack.Volts.Value)} V，"
            + $"{Round(pack.Amps.Value)} A，{Round(pack.Coldest.Value)}–{Round(pack.Hottest.Value)} °C，{pack.Cells} 串，"
            + $"故障：{(pack.Faults == PackFaults.None ? "无" : $"{pack.Faults}")}",
            $"slot {slot}: {pack.Serial} ({its ?? "not of this network"}), {pack.Charge.Percent} %, {Round(pack.Volts.Value)} V, "
            + $"{Round(pack.Amps.Value)} A, {Round(pack.Coldest.Value)} to {Round(pack.Hottest.Value)} °C, "
            + $"{pack.Cells} cells, faults: {pack.Faults.ToString().ToLowerInvariant()}"));
        return (true, new JsonObject
        {
            ["slot"] = slot, ["present"] = here.Present, ["pack"] = pack.Serial.Text, ["class"] = its, ["percent"] = pack.Charge.Percent,
            ["volts"] = Math.Round(pack.Volts.Value, 2), ["amps"] = Math.Round(pack.Amps.Value, 2), ["cells"] = pack.Cells,
            ["coldest"] = Math.Round(pack.Coldest.Value, 1), ["hottest"] = Math.Round(pack.Hottest.Value, 1),
            ["faults"] = pack.Faults.ToString(),
        });
    }

    /// <summary>
    /// On while it is watched, then off. With an open door, or while pack or relay are not read, it is not switched on, nor kept on: a
    /// lease is renewed for a charger that is seen only.
    /// </summary>
    private async Task<(bool, JsonObject)> ChargerAsync(int slot, TimeSpan watch, CancellationToken stop)
    {
        await bench.Until(() => stop.IsCancellationRequested || IsSafe(slot), HeardWithin);
        if (stop.IsCancellationRequested || !IsSafe(slot))
        {
            tell(new("门没关好，或者电池、继电器读不到：不充电", "the door is not closed, or pack or relay are not read: nothing is switched on"));
            return (false, new JsonObject { ["slot"] = slot, ["switched"] = false });
        }
        var most = 0.0;
        for (var passed = TimeSpan.Zero; passed < watch; passed += LooksEvery)
        {
            if (passed.Ticks % RenewsEvery.Ticks == 0) bench.Perform(new ChargeOrder(Number(slot), Lease));
            await bench.Until(() => stop.IsCancellationRequested || !IsSafe(slot), LooksEvery);
            if (stop.IsCancellationRequested || !IsSafe(slot)) break;
            var now = bench.Sight[slot];
            most = Math.Max(most, now.Pack?.Amps.Value ?? 0);
            tell(new($"  继电器 {On(now.Charger).Chinese}，{Round(now.Pack?.Amps.Value)} A",
                $"  relay {On(now.Charger).English}, {Round(now.Pack?.Amps.Value)} A"));
        }
        // First of all: nobody may be left to read what is told then.
        bench.Perform(new StopCharging(Number(slot)));
        if (!IsSafe(slot)) tell(new("门开了，或者电池、继电器读不到了：停充", "the door is open, or pack or relay are no longer read: switched off"));
        var stopped = await HasStopped(slot);
        return (stopped == true && most >= SlotProof.FlowsFrom,
            new JsonObject { ["slot"] = slot, ["switched"] = true, ["amps"] = Math.Round(most, 2), ["stopped"] = stopped });
    }

    private bool IsSafe(int slot) => bench.Sight[slot] is { Pack: not null, Door: DoorState.Closed, Charger: not null };

    /// <summary>Whether the charger is off; null when nobody can tell.</summary>
    private async Task<bool?> HasStopped(int slot)
    {
        var off = await bench.Until(() => bench.Sight[slot].Charger == false && bench.Sight[slot].Pack?.Amps.Value < SlotProof.FlowsFrom,
            SlotProof.FlowsWithin);
        var here = bench.Sight[slot];
        var isKnown = off || here.Charger == true || here.Pack?.Amps.Value >= SlotProof.FlowsFrom;
        tell((off, isKnown) switch
        {
            (true, _) => new("已停充，电流归零", "switched off, no current"),
            (_, true) => new("停充后仍有电流或继电器没断开：立即断电检查", "current or relay is still on: cut the supply and look"),
            _ => new($"已发停充，但继电器或电池读不到：继电器最迟 {Lease.TotalSeconds:0} 秒后自己断开，看它断了没有，没断就断电",
                $"told to stop, but relay or pack are not read: the relay ends by itself within {Lease.TotalSeconds:0} s; "
                + "look, and cut the supply if not"),
        });
        return isKnown ? off : null;
    }

    private async Task<(bool, JsonObject)> ScannerAsync(TimeSpan watch)
    {
        tell(new("请把码对准扫码窗", "please hold a code before the scanner"));
        var scanned = await bench.Until(() => bench.Sight.Scanned is not null, watch);
        tell(bench.Sight.Scanned is { } text ? new($"扫到 {text.Length} 个字符：{text}", $"{text.Length} characters: {text}")
            : new("没有扫到任何内容：查线路、波特率和结束符（end）", "nothing was scanned: look at line, speed and end mark"));
        return (scanned, new JsonObject { ["text"] = bench.Sight.Scanned });
    }

    private SlotNumber Number(int slot) => plan.Slots.First(it => it.Slot.Value == slot).Slot;

    private static Words Door(DoorState door) => door switch
    {
        DoorState.Open => new("开", "open"),
        DoorState.Closed => new("关", "closed"),
        _ => new("没有读数", "no word"),
    };

    private static Words On(bool? on) => on switch
    {
        true => new("通", "on"),
        false => new("断", "off"),
        _ => new("未知", "unknown"),
    };

    private static string Name(DoorState door) => door.ToString().ToLowerInvariant();

    private static string Round(double? value) => value?.ToString("0.0#", CultureInfo.InvariantCulture) ?? "?";
}
