using System.Globalization;
using YongAi.Edge.Host.Kiosk;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>Why a pack charges, does not, or stopped, for the crew: Chinese first, English second.</summary>
public static class ChargeWording
{
    /// <summary>Why a pack charges or does not.</summary>
    /// <param name="plan">What charging has planned for it.</param>
    /// <param name="ready">It may be handed out as it is.</param>
    public static Words Plan(ChargePlanReport plan, bool ready) => plan.Why switch
    {
        "needed" => new($"现在就充：{Hours(plan)} 小时后电价更低，但等到那时，骑手来了没电池的可能是 {Percent(plan)}",
            $"charges now: it is cheaper in {Hours(plan)} h, but the chance that a rider finds no pack by then is {Percent(plan)}"),
        "cheap" => new("现在充：一天之内没有更低的电价", "charges now: no cheaper hour comes within a day"),
        "gentle" => new($"慢充（{Amps(plan)} A）：骑手暂时用不上它，慢充对电芯好",
            $"charges gently ({Amps(plan)} A): no rider is likely to want it soon, and its cells last longer"),
        "range" => new("已可换出，接着充满", "may go out already; being charged to full"),
        "awaits-cheaper" when ready => new($"已可换出，{Hours(plan)} 小时后电价低了再充满",
            $"may go out already; charged to full at the cheaper hour, in {Hours(plan)} h"),
        "awaits-cheaper" => new($"等低价，还有 {Hours(plan)} 小时", $"waits for the cheaper hour, in {Hours(plan)} h"),
        "no-power" => new("排队：功率或同时充电的数量已用完，先充更急的", "waits: power or the number of chargers is used up; more urgent packs go first"),
        "no-ink" => new("不充：日志写不进磁盘，不开始新的充电", "no charge: the journal does not reach the disk, so nothing begins"),
        "not-steady" => new("不充：反复重启之后，先等稳定", "no charge: after many restarts the cabinet waits first"),
        "rests" => new("刚停过充电，休息一分钟", "rests for a minute after its charge was stopped"),
        "enough" => new("电量够了，低一些再接着充", "charged enough; goes on once it has lost some"),
        "one-word" => new("刚读到这块电池，再读一次就排队", "read only once so far; it queues after the next reading"),
        "less-current" => new("不充：按现在的温度，它受不了充电器的电流", "no charge: at its temperature it takes less than its charger gives"),
        "warmed" => new("正在加热：电池太冷，暖了就充", "being warmed: the pack is too cold, it charges once it is warm enough"),
        "self-test-failed" => new("不充：每周自检不合格", "no charge: the weekly test failed"),
        "next-plan" => new("等下一次安排，几秒钟", "waits some seconds for the next plan"),
        var stop when WhyNot(stop) is var (chinese, english) => new($"不充：{chinese}", $"no charge: {english}"),
        _ => new($"不充：{plan.Why}", $"no charge: {plan.Why}"),
    };

    /// <summary>Why a charge ended.</summary>
    public static Words Stop(string why) => WhyNot(why) ?? new(why, why);

    private static Words? WhyNot(string stop) => stop switch
    {
        "full" => new("已充满", "full"),
        "door-not-closed" => new("不能确认门已关好", "the door does not read closed"),
        "pack-gone" => new("仓里不是账上的那块电池", "this is not the pack that the ledger has here"),
        "pack-unsound" => new("电池报故障，或读数不对", "the pack reports a fault, or its values do not fit"),
        "temperature" => new("电池太热或太冷，或者柜内、充电器太热", "the pack is too hot or too cold, or the cabinet or the charger too hot"),
        "reading-stale" => new("读不到电池", "the pack is not heard"),
        "reserved" => new("正在换电", "a swap is using it"),
        "out-of-service" => new("仓停用，或电池已隔离", "the slot is out of service, or its pack set apart"),
        "danger" => new("柜里、本仓或同一排有危险告警", "an alarm of danger stands for the cabinet, the slot or its row"),
        "no-mains" => new("市电断开、不合格，或刚恢复", "mains is gone, unfit, or only just back"),
        "planned" => new("让给更急的电池，或等低价", "more urgent packs go first, or a cheaper hour comes"),
        "over-cap" => new("电表超过功率上限", "the meter was above the cap"),
        _ => null,
    };

    private static string Amps(ChargePlanReport plan) => plan.Amps.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Percent(ChargePlanReport plan) => plan.Missed is not >= 0.01 ? "<1 %" : plan.Missed.Value.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Hours(ChargePlanReport plan) => (plan.CheaperInH ?? 0).ToString("0.#", CultureInfo.InvariantCulture);
}
