using System.Globalization;
using YongAi.Edge.Host.Kiosk;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>Why a pack charges, or does not, for the crew: Chinese first, English second.</summary>
internal static class ChargeWording
{
    /// <summary>What charging has planned for a pack.</summary>
    public static Words Plan(ChargePlanReport plan) => plan.Why switch
    {
        "needed" => new($"现在就充：等到便宜时段，{Percent(plan)} 的可能有人拿不到", $"charges now: waiting for the cheaper hour, a rider would miss it with {Percent(plan)}"),
        "cheap" => new("现在充：一天内没有更便宜的时段", "charges now: no cheaper hour comes within a day"),
        "range" => new("已可换出，正在充满", "may go out already; charging to full"),
        "awaits-cheaper" => new($"等便宜时段，还有 {Hours(plan)} 小时", $"waits for the cheaper hour in {Hours(plan)} h"),
        "no-power" => new("功率不够，先充更急的", "no power left; more urgent packs first"),
        "full" => new("已充满", "full"),
        "door-not-closed" => new("不充：门没有确认关好", "no charge: the door does not read closed"),
        "pack-gone" => new("不充：电池不在账上的位置", "no charge: this is not the pack that the ledger has here"),
        "pack-unsound" => new("不充：电池自己报故障", "no charge: the pack reports a fault"),
        "temperature" => new("不充：太热或太冷", "no charge: too hot or too cold"),
        "reading-stale" => new("不充：读不到电池", "no charge: the pack is not heard"),
        "reserved" => new("不充：正在换电", "no charge: a swap is using it"),
        "out-of-service" => new("不充：仓停用或电池被隔离", "no charge: the slot is out of service or its pack set apart"),
        "danger" => new("不充：有危险告警", "no charge: an alarm of danger stands"),
        "no-mains" => new("不充：市电没有或不稳", "no charge: mains is gone or unfit"),
        _ => new($"不充：{plan.Why}", $"no charge: {plan.Why}"),
    };

    private static string Percent(ChargePlanReport plan) => (plan.Missed ?? 0).ToString("0 %", CultureInfo.InvariantCulture);

    private static string Hours(ChargePlanReport plan) => (plan.CheaperInH ?? 0).ToString("0.#", CultureInfo.InvariantCulture);
}
