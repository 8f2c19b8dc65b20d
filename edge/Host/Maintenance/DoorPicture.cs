using Microsoft.AspNetCore.Html;
using YongAi.Edge.Host.Kiosk;
using YongAi.Edge.Host.Site;
using static YongAi.Edge.Host.Maintenance.Markup;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>The slots as they lie on the door, each with what its sensors last said and how old that is.</summary>
internal static class DoorPicture
{
    public static IHtmlContent Of(CabinetReport it, DoorLayout door) => Html($"""
        <section id="door" aria-labelledby="door-h"><h2 id="door-h">{Both("柜门", "The door")}</h2>
        <ol class="door columns-{door.Columns}">
        {Each(door.Rows(it.Slots), slot => slot is null ? Html($"""<li class="gap"></li>""") : Card(slot, it))}
        </ol>
        </section>
        """);

    private static IHtmlContent Card(SlotReport slot, CabinetReport it)
    {
        var (tone, label) = State(slot, it);
        return Html($"""
            <li id="slot-{slot.Slot}" class="slot {tone}">
            <h3><span class="number">{slot.Slot}</span> <span class="state">{Both(label)}</span></h3>
            {Each(slot.Withdrawn, why => Html($"""<p class="why">{Both(CrewWording.WhyOut(why).Short)}</p>"""))}
            <div class="parts">
            <div>
            {(it.LockerAt(slot) is { } locker ? Html($"""<p class="pack">{Both(locker.Chinese, locker.English)}</p>""") : Pack(slot))}
            </div>
            <div>
            <p>{Both(Door(slot))}{Age(slot.DoorAgeS)}</p>
            <p>{Both(Lock(slot))}</p>
            {(slot.Fitted.Charger ? Html($"<p>{Both(Charger(slot))}{Age(slot.ChargerAgeS)}</p>") : Nothing)}
            {(slot.ChargePlan is { } plan ? Html($"""<p class="plan">{Both(ChargeWording.Plan(plan, slot.Charge >= it.HandOutFrom))}</p>""") : Nothing)}
            {Ended(slot)}
            </div>
            </div>
            </li>
            """);
    }

    /// <summary>Why the last charge ended, where that says more than why none begins.</summary>
    private static IHtmlContent Ended(SlotReport slot)
    {
        if (slot is not { Charging: not true, ChargePlan: { } plan, ChargeEnd: { Why: not "full" } end } || end.Why == plan.Why) return Nothing;
        var why = ChargeWording.Stop(end.Why);
        return Html($"""<p class="small">{Both($"上次停充：{why.Chinese}", $"last stopped: {why.English}")}{Age(end.AgeS)}</p>""");
    }

    /// <summary>The one word of a slot, the worst first.</summary>
    private static (string Tone, Words Label) State(SlotReport slot, CabinetReport it) => slot switch
    {
        { Withdrawn.IsEmpty: false } => ("bad", new("停用", "out")),
        _ when it.Alarms.Any(alarm => alarm.Slot == slot.Slot) => ("bad", new("告警", "alarm")),
        _ when it.Swap is { } swap && (swap.InSlot == slot.Slot || swap.OutSlot == slot.Slot) => ("busy", new("换电中", "in a swap")),
        _ when it.LockerAt(slot) is { } locker => locker.Count == 0 ? ("empty", new("空", "empty")) : ("good", new("有货", "stocked")),
        { Occupancy: "uncertain" } => ("warn", new("说不准", "uncertain")),
        { Occupancy: "empty" } => ("empty", new("空", "empty")),
        { Charging: true } => ("charging", new("充电中", "charging")),
        { Charge: { } charge } when charge >= it.HandOutFrom => ("good", new("满电", "full")),
        _ => ("waits", new("待充", "waits for charge")),
    };

    private static IHtmlContent Pack(SlotReport slot)
    {
        if (slot.Pack is not { } serial)
            return Html($"""<p class="pack">{Both(NoReading(slot))}{Age(slot.PackAgeS)}</p>""");
        return Html($"""
            <p class="pack"><code>{serial}</code> {slot.PackClass ?? "?"}</p>
            <p><meter min="0" max="100" value="{slot.Charge}" aria-label="电量 charge"></meter> {slot.Charge}% · {slot.Volts:0.0}&nbsp;V · {slot.Amps:0.0}&nbsp;A · {slot.Hottest:0}&nbsp;°C{Age(slot.PackAgeS)}</p>
            {Each(slot.PackFaults, fault => Html($"""<p class="why">{Both(CrewWording.PackFault(fault))}</p>"""))}
            """);
    }

    private static Words NoReading(SlotReport slot) => slot switch
    {
        { Fitted.Pack: false } => new("读不到电池（未装）", "packs cannot be asked here"),
        { PackWord: "silent", Present: true } => new("有东西，电池不应答", "something is in, no pack answers"),
        { PackWord: "silent" } => new("没有电池", "no pack"),
        { PackWord: "unreadable" } => new("有应答，读不懂", "something answers, unreadable"),
        _ => new("还没有读数", "no reading"),
    };

    private static Words Door(SlotReport slot) => slot.Door switch
    {
        "open" => new("门开着", "door open"),
        "closed" => new("门关着", "door closed"),
        _ => new("门：不知道", "door unknown"),
    };

    /// <summary>A lock has no switch of its own: what is known is when it was fired, and the door says what came of it.</summary>
    private static Words Lock(SlotReport slot) => (slot.FiredAgeS, slot.NotFiredAgeS) switch
    {
        (null, null) => new("锁：启动后没动过", "lock not fired yet"),
        (null, { } given) => new($"锁：{CrewWording.Age(given).Chinese}前放弃开锁", $"lock: a firing was given up {CrewWording.Age(given).English} ago"),
        ({ } fired, _) => new($"锁：{CrewWording.Age(fired).Chinese}前开过", $"lock fired {CrewWording.Age(fired).English} ago"),
    };

    private static Words Charger(SlotReport slot) => slot.Charging switch
    {
        true => new("充电器：通", "charger on"),
        false => new("充电器：断", "charger off"),
        null => new("充电器：不知道", "charger unknown"),
    };

    private static IHtmlContent Age(double? seconds) => If(seconds, it => CrewWording.Age(it) is var age
        ? Html($""" <small title="{age.English} ago">{age.Chinese}前</small>""") : Nothing);
}
