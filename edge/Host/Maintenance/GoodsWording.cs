using YongAi.Edge.Host.Kiosk;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>How a channel stands, and what a crew does: Chinese first, English second.</summary>
public static class GoodsWording
{
    /// <summary>The words of a state.</summary>
    public static Words Of(string state) => state switch
    {
        "gives" => new("正常", "gives"),
        "spoils-soon" => new("两周内到期，请尽快发完或换下", "spoils within two weeks: give it out or exchange it"),
        "empty" => new("空，请补货", "empty: fill it up"),
        "spoiled" => new("最前面的已过期，停发：请取出过期的，再清点登记", "what comes next is spoiled: take it out, then count"),
        "silent" => new("控制板没有应答，请检查线路", "its board does not answer: look at the line"),
        "faulty" => new("控制板报告货道故障，请检查电机", "its board says it is out of order: look at the motor"),
        "out-of-use" => new("上次没有看见出货，停用：请检查、清点，用工牌码 crew:stock.count:货道:数量 登记",
            "nothing was seen to come last time: look, count, and say so by a code crew:stock.count:CHANNEL:NUMBER"),
        "open" => new("门开着", "its door is open"),
        "shut" => new("格口停用，原因见柜门图", "its door is out of service; the picture of the door says why"),
        "gone" => new("登记有货，传感器没有看到：请查看并清点", "booked, but the switch feels nothing: look and count"),
        "low" => new("电量不足，充到一半再借出", "charged too little to be lent yet"),
        _ => new(state, state),
    };

    /// <summary>True where a crew has something to do.</summary>
    public static bool IsTrouble(string state) => state is "spoiled" or "silent" or "faulty" or "out-of-use" or "shut" or "gone";
}
