using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host.BringUp.Commissioning;

namespace YongAi.Edge.Host.BringUp;

/// <summary>Why a board says that it did not fire a lock, for who stands before it, with what to do.</summary>
public static class LockRefusalWords
{
    /// <summary>A whole sentence.</summary>
    public static Words Of(LockRefusal why) => why switch
    {
        LockRefusal.CoolingDown => new("锁控板说没有驱动：线圈正在冷却，等半分钟再试",
            "the board says that it did not fire: the coil is cooling down; wait half a minute and try again"),
        LockRefusal.Failed => new("锁控板说没有驱动：它报告失败，查锁的电源和锁线",
            "the board says that it did not fire: it failed; look at the lock's supply and its wire"),
        LockRefusal.NotTaken => new("锁控板说没有驱动：板上没有这一路，或者不认这条指令，查 lock 通道和 family",
            "the board says that it did not fire: it has no such output or does not take the order; look at the lock channel and family"),
        _ => throw new InvariantBroken($"no words for {why}"),
    };
}
