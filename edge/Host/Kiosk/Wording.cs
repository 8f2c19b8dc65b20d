using System.Globalization;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Host.Kiosk;

/// <summary>One sentence in both languages.</summary>
public readonly record struct Words(string Chinese, string English)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Chinese} / {English}";
}

/// <summary>
/// The words of every prompt. A sentence says what happens and what the rider does next; a refusal never says which signature or
/// list it was.
/// </summary>
public static class Wording
{
    /// <summary>The words of a prompt.</summary>
    public static Words Of(Prompt prompt)
    {
        var (slot, left) = (prompt.Slot?.ToString() ?? "?", Left(prompt.Seconds));
        return prompt.Key switch
        {
            PromptKey.Idle => new("请出示换电码", "Please show your swap code"),
            PromptKey.Checking => new("正在核对，请稍候", "Checking, one moment please"),
            PromptKey.InsertHere => new($"{slot} 号仓门已开，请放入旧电池，插好插头，关好仓门{left.Chinese}",
                $"Door {slot} is open: put your pack in, plug it in and close the door{left.English}"),
            PromptKey.CloseDoor => new($"请关好 {slot} 号仓门{left.Chinese}", $"Please close door {slot}{left.English}"),
            PromptKey.CheckingPack => new("正在检测电池，请稍候", "Checking your pack, one moment please"),
            PromptKey.TakeThis => new($"{Owner(prompt.Tail).Chinese}{slot} 号仓门已开，请取走满电电池{Charge(prompt.Percent).Chinese}{left.Chinese}",
                $"{Owner(prompt.Tail).English}Door {slot} is open: please take the full pack{Charge(prompt.Percent).English}{left.English}"),
            PromptKey.CloseAfterTaking => new($"请关好 {slot} 号仓门{Charge(prompt.Percent).Chinese}",
                $"Please close door {slot}{Charge(prompt.Percent).English}"),
            PromptKey.SwapDone => new("换电完成，祝您一路平安", "Swap done, have a safe ride"),
            PromptKey.TakeYourOwnBack => new($"{Reason(prompt.Why).Chinese}，{slot} 号仓门已开，请取回您自己的电池{left.Chinese}",
                $"{Reason(prompt.Why).English}: door {slot} is open, please take your own pack back{left.English}"),
            PromptKey.GivenBack => new($"电池已取回，请关好 {slot} 号仓门",
                $"You have your own pack back; please close door {slot}"),
            PromptKey.Ended => Ended(prompt.Why),
            PromptKey.HeldForYou => new($"您的电池保管在 {slot} 号仓，再次扫码即可继续{Case(prompt.Case).Chinese}",
                $"Your pack is kept for you in slot {slot}; scan again to go on{Case(prompt.Case).English}"),
            PromptKey.StaffCalled => new($"已通知客服处理，请稍候，不会向您收费{Case(prompt.Case).Chinese}",
                $"Our staff has been told; please wait, you are not charged{Case(prompt.Case).English}"),
            PromptKey.Refused => prompt.Item is null ? Refused(prompt.Why) : Without(prompt),
            PromptKey.PleaseWait => new("前一位骑手还没有办完，请稍候再扫",
                "Another rider is being served; please scan again in a moment"),
            PromptKey.NothingInserted => new($"没有检测到电池，{slot} 号仓门再开一次，请放到底并插好插头",
                $"No pack was found; door {slot} opens once more: push the pack in fully and plug it in"),
            PromptKey.DoorTrouble => new($"{slot} 号仓门打不开，正在换一个仓",
                $"Door {slot} does not open; another one is being tried"),
            PromptKey.Maintenance => new($"维护开仓，{slot} 号仓门即将打开，请勿靠近",
                $"Maintenance: door {slot} is about to open, please keep clear"),
            PromptKey.CrewDone => new("维护指令已执行", "Done as the crew asked"),
            PromptKey.ReportTaken => new($"已记录您反映的情况，谢谢，单号 {prompt.Case}", $"What you report is written down, thank you; number {prompt.Case}"),
            PromptKey.SecondPerson => new($"这项操作要两个人：请第二位工作人员出示同一指令的工牌码{left.Chinese}", $"This takes two persons: the second one, please show your code for the same act{left.English}"),
            PromptKey.ShowForAnother => new($"协助换电：请出示骑手本人的换电码{left.Chinese}", $"Assisted swap: please show the rider's own swap code{left.English}"),
            PromptKey.AskConsent => new($"没有满电的电池，最高的一块电量 {prompt.Percent}%。愿意换它，请刷新换电码再扫一次{left.Chinese}",
                $"No full pack; the best one is charged to {prompt.Percent} %. If it will do, refresh your code and show it again{left.English}"),
            PromptKey.PlugIn => new($"{slot} 号仓的电池没有接上，请插好插头，关好仓门{left.Chinese}",
                $"The pack in slot {slot} is not connected: please plug it in and close the door{left.English}"),
            PromptKey.DangerousPack => new($"注意！{slot} 号仓的电池有危险，请取出后放到空旷处，远离人和易燃物，不要再骑{Case(prompt.Case).Chinese}，已通知工作人员",
                $"Danger! The pack in slot {slot} is not safe: take it out to an open place, away from people and anything that burns, do not ride with it; staff has been told{Case(prompt.Case).English}"),
            PromptKey.ClaimFacts => Facts(slot, prompt.Why),
            PromptKey.LookHere => new($"{slot} 号仓门已开，请查看，取走您的东西，然后关好仓门{left.Chinese}",
                $"Door {slot} is open: please look, take what is yours and close the door{left.English}"),
            PromptKey.KeepAway => KeepAway(prompt.Why, prompt.Seconds),
            PromptKey.ItemComing => new($"正在出{Item(prompt).Chinese}，请稍候", $"Your {Item(prompt).English} is on its way, one moment please"),
            PromptKey.TakeItem => new($"请从取货口取走您的{Item(prompt).Chinese}", $"Please take your {Item(prompt).English}"),
            PromptKey.ItemLent => new($"请取走{Item(prompt).Chinese}{Due(prompt.Due).Chinese}", $"Please take the {Item(prompt).English}{Due(prompt.Due).English}"),
            PromptKey.LockerOpen => new($"{slot} 号格口门已开，请取走{Item(prompt).Chinese}{Due(prompt.Due).Chinese}，并关好门",
                $"Door {slot} is open: please take the {Item(prompt).English}{Due(prompt.Due).English} and close the door"),
            PromptKey.PutIntoLocker => new($"{slot} 号格口门已开，请放入{Item(prompt).Chinese}，并关好门", $"Door {slot} is open: please put the {Item(prompt).English} in and close the door"),
            PromptKey.NothingReturned => new($"没有看到{Item(prompt).Chinese}放进来；关好门会自动登记，要再试请重新扫码{Case(prompt.Case).Chinese}",
                $"No {Item(prompt).English} was seen to be put in; a closed door settles it, or scan again to try once more{Case(prompt.Case).English}"),
            PromptKey.ItemTaken when prompt.Due is null => new($"{Item(prompt).Chinese}已领取，祝您一路平安", $"The {Item(prompt).English} is yours; have a safe ride"),
            PromptKey.ItemTaken => new($"{Item(prompt).Chinese}已借出{Due(prompt.Due).Chinese}", $"You have the {Item(prompt).English} on loan; please take care{Due(prompt.Due).English}"),
            PromptKey.ItemLeft => new($"{Item(prompt).Chinese}没有取走，没有扣您的份额，需要时请再扫码", $"The {Item(prompt).English} is still in its locker and nothing is counted; scan again if you need it"),
            PromptKey.NoItemCame => new($"{Item(prompt).Chinese}没有出来，没有扣您的份额，请稍后再试或到附近的柜子",
                $"No {Item(prompt).English} came out, and nothing is counted; please try later or use a cabinet nearby"),
            PromptKey.ItemUnclear => new($"没能确认{Item(prompt).Chinese}是否出来；没有拿到请联系客服，工作人员清点后会退还您的份额{Case(prompt.Case).Chinese}",
                $"It could not be seen whether the {Item(prompt).English} came out; if you have none, call the hotline: once our staff has counted, your share is given back{Case(prompt.Case).English}"),
            PromptKey.PutItemIn => new($"请把{Item(prompt).Chinese}放进归还口", $"Please put the {Item(prompt).English} into the return bin"),
            PromptKey.ItemReturned => new($"{Item(prompt).Chinese}已归还，谢谢，回执号 {prompt.Case}", $"The {Item(prompt).English} is back, thank you; receipt {prompt.Case}"),
            _ => throw new ArgumentOutOfRangeException(nameof(prompt), prompt.Key, "a prompt without words"),
        };
    }

    /// <summary>Go, and why; a door that stands open is no reason to stay.</summary>
    private static Words KeepAway(string? why, int? seconds) => (why, seconds) switch
    {
        (_, { } left) => new($"请立即离开！{left} 秒后喷放灭火剂", $"Leave now! The extinguisher goes off in {left} seconds"),
        ("Flood", _) => new("柜内进水，暂停服务，请不要触碰柜子，到附近的柜子换电",
            "There is water in this cabinet: out of service. Please do not touch it and use one nearby"),
        ("EmergencyStop", _) => new("急停已按下，暂停服务，请离开柜子", "The emergency stop was pressed: out of service. Please step away"),
        _ => new("柜内有烟，请立即离开，不要开门，已通知工作人员；发现明火请拨打 119",
            "Smoke in the cabinet: leave now and open no door. Our staff has been told; if you see fire, call 119"),
    };

    /// <summary>A thing that he does not get, and what he does next.</summary>
    private static Words Without(Prompt prompt) => prompt.Why switch
    {
        "closed" => new("现在不在服务时间，请在开放时间再来", "Closed now; please come in opening hours"),
        "not-here" => new($"这里没有{Item(prompt).Chinese}，请到附近的服务柜", $"There is no {Item(prompt).English} here; please use a service cabinet nearby"),
        "on-loan" => new($"您还有一件{Item(prompt).Chinese}没有归还，还了就可以再借", $"You still have a {Item(prompt).English} on loan; bring it back, then take another"),
        "share-used" => new($"您今天的{Item(prompt).Chinese}已经领完，明天再来", $"You have had your {Item(prompt).English} for today; please come again tomorrow"),
        "no-room" => new($"没有空的格口可以归还{Item(prompt).Chinese}，请到附近的服务柜", $"No locker is free for the {Item(prompt).English}; please use a service cabinet nearby"),
        "none-left" => new($"{Item(prompt).Chinese}暂时发完了，请到附近的服务柜", $"No {Item(prompt).English} is left; please use a service cabinet nearby"),
        _ => Refused(prompt.Why),
    };

    /// <summary>What a rider does next after a refusal, by its name.</summary>
    private static Words Refused(string? why) => why switch
    {
        "not-a-code" or "malformed" => new("这不是换电码，请在骑手端打开换电码再扫",
            "This is no swap code; open the code in your rider app and scan again"),
        "unknown-issuer" or "bad-signature" => new("此码在这里不能使用，请在骑手端刷新后再扫",
            "This code is not accepted here; refresh it in your rider app"),
        "not-yet-valid" => new("此码还没有生效，请稍后再扫", "This code is not valid yet; please try later"),
        "expired" or "stale" => new("此码已过期，请刷新后再扫", "This code has expired; refresh it and scan again"),
        "wrong-place" => new("此码不是这台柜子的，请到码上标明的柜子",
            "This code is for another cabinet; please go to that one"),
        "clock-not-trusted" => new("柜子正在对时，请扫屏幕上的码后再出示",
            "The cabinet is setting its clock; scan the code on its screen, then show yours"),
        "replayed" => new("此码已用过，请刷新后再扫", "This code was used already; refresh it and scan again"),
        "revoked" => new("您的换电权限已停用，请联系客服",
            "Your right to swap has been withdrawn; please call the hotline"),
        "lists-too-old" => new("柜子太久没有联网，暂时不能换电，请到附近的柜子",
            "This cabinet was offline for too long; please use one nearby"),
        "no-right" => new("您的套餐不含这类电池，请联系客服", "Your plan does not cover this; please call the hotline"),
        "limit-reached" => new("换电太频繁或已达离线次数上限，请稍后再试",
            "Too soon or too many swaps while offline; please try later"),
        "offline-used-up" => new("柜子断网期间的换电次数已用完，请联系工作人员或到附近的柜子",
            "This cabinet's swaps without network are used up; please call the hotline or use a cabinet nearby"),
        "busy" => new("前一位骑手还没有办完，请稍候再扫", "Another rider is being served; please scan again in a moment"),
        "no-empty-slot" => new("没有空仓，请到附近的柜子", "No empty slot; please use a cabinet nearby"),
        "no-full-pack" => new("没有满电的电池，请到附近的柜子", "No full pack; please use a cabinet nearby"),
        "no-better-pack" => new("您的电池比柜里的电量还高，不用换", "Your pack is fuller than any here; no need to swap"),
        "nothing-held" => new("这里没有为您保管的电池；刚换完电有疑问，请在五分钟内出示取回码，或联系客服",
            "Nothing is kept here for you; with a question about your last swap, come within five minutes or call the hotline"),
        "store-slow" => new("柜子正忙，请一分钟后再试", "The cabinet is busy; please try again in a minute"),
        "store-full" => new("柜子的记录已存满，暂时不能办理，请到附近的柜子或联系客服",
            "This cabinet's records are full for now; please use one nearby or call the hotline"),
        "recovering" => new("柜子正在启动，请稍候再扫", "The cabinet is starting; please scan again in a moment"),
        "paused" => new("本柜暂停换电，请到附近的柜子", "This cabinet is not swapping at the moment; please use one nearby"),
        "frozen" => new("您的换电暂时停用，请联系客服", "Your swaps are on hold; please call the hotline"),
        "unknown-command" => new("看不懂这条维护指令，请重新出码", "This crew code asks for nothing this cabinet can do; draw it again"),
        "no-such-slot" => new("没有这个仓号，请重新出码", "There is no such slot; draw the code again"),
        "no-such-swap" => new("没有正在进行的换电", "No swap is under way"),
        "door-unknown" => new("仓门或仓内情况读不到，请关好仓门再试", "The door or what lies behind it cannot be read; close the door and try again"),
        "hold" => new("有安全告警，请先到现场查看", "A safety alarm stands; look at the cabinet first"),
        "no-reason" or "too-long-lived" or "too-late" or "not-fired" => new("这条维护指令没有执行，请重新出码",
            "What the crew asked was not done; draw the code again"),
        "locks-stopped" => new("门锁有故障，已停用，维护人员会来处理；存在柜里的电池会替您保管，急用请到附近的柜子",
            "The locks have a fault and are stopped until a crew has been here; what is yours is kept for you. Please use a cabinet nearby"),
        "no-mains" => new("停电，暂停换电，请到附近的柜子", "The power is out and this cabinet does not swap; please use one nearby"),
        "closed" => new("现在不在服务时间，请在开放时间再来", "Closed now; please come in opening hours"),
        "not-here" => new("这里没有这件物品，请到附近的服务柜", "There is no such thing here; please use a service cabinet nearby"),
        "on-loan" => new("您借的还没有归还，还了就可以再借", "You still have one on loan; bring it back, then take another"),
        "share-used" => new("您今天的份额已经领完，明天再来", "You have had your share for today; please come again tomorrow"),
        "none-left" => new("暂时发完了，请到附近的服务柜", "None is left; please use a service cabinet nearby"),
        "no-such-channel" => new("没有这个货道，或货道没有登记物品，请重新出码", "There is no such channel, or it holds nothing; draw the code again"),
        "too-many" => new("一个格口只放一件，请先清点再补", "A locker holds one thing; count it first, then fill it"),
        "no-room" => new("没有空的格口可以归还，请到附近的服务柜", "No locker is free to take it back; please use a service cabinet nearby"),
        "locked-out" => new("尝试次数过多，此工牌暂停使用 15 分钟", "Too many refused tries: this badge rests for 15 minutes"),
        _ => new("现在不能换电，请联系客服", "No swap is possible now; please call the hotline"),
    };

    private static Words Ended(string? why) => why switch
    {
        "NoDoorOpened" => new("仓门没有打开，这次没有换电，不会收费，请再扫一次或联系客服",
            "No door opened: nothing was swapped or charged; scan again or call the hotline"),
        "NothingInserted" or "LeftBeforeInserting" => new("没有放入电池，换电已结束，不会收费",
            "No pack was put in: the swap has ended, nothing is charged"),
        "StoreStalled" => new("柜子暂时不能换电，不会收费，请稍后再试",
            "The cabinet cannot swap right now, nothing is charged; please try later"),
        "Restarted" => new("柜子刚重新启动，换电已结束，请再扫一次",
            "The cabinet was started again and the swap has ended; please scan again"),
        "NoOffer" => new("您自己的电池已退还，没有换新电池，不会收费",
            "You have your own pack back and no other one; nothing is charged"),
        "NoOfferOpened" => new("满电电池取不出，换电已结束，不会收费",
            "No full pack could be handed out: the swap has ended, nothing is charged"),
        "NoConsent" => new("没有收到您的确认，换电已结束，不会收费", "You did not say yes: the swap has ended, nothing is charged"),
        "Cancelled" => new("换电已取消，不会收费", "The swap was cancelled, nothing is charged"),
        "Danger" => new("有安全告警，换电已结束，不会收费，请离开柜子",
            "A safety alarm stands: the swap has ended, nothing is charged; please step away"),
        "Undone" => new("已撤销这次换电，不会收费，您带回了自己的电池",
            "This swap was undone and is not charged; you have your own pack"),
        "Fetched" => new("您已取回自己的电池", "You have your own pack back"),
        "Looked" => new("已再次查看，如有疑问请联系客服", "Your slot was looked at again; with questions please call the hotline"),
        "PackRefused" => new("这块电池不能换，您已取回，换电已结束",
            "That pack cannot be swapped; you have it back and the swap has ended"),
        _ => new("换电已结束", "The swap has ended"),
    };

    /// <summary>Why a rider gets his own pack back.</summary>
    private static Words Reason(string? why) => why switch
    {
        "BetterThanOurs" => new("您的电池比柜里的电量还高，不用换", "Your pack is fuller than any here"),
        "NoConsent" or "NoOffer" => new("没有合适的电池可换", "No pack that fits is full enough"),
        "AnotherRiders" => new("这块电池登记在别的骑手名下", "This pack is registered to another rider"),
        "Foreign" => new("这块电池不属于本网络", "This pack is not of this network"),
        "WrongClass" => new("您的套餐不含这种电池", "Your plan does not cover this kind of pack"),
        "NotTheOneGiven" => new("还没到换电时间，只能换刚才发给您的那一块", "Too soon: only the pack you were just given can be exchanged"),
        "Silent" or "Garbled" or "SerialChanged" => new("读不到这块电池的信息", "This pack cannot be read"),
        "Unsound" => new("这块电池有危险，请远离人群放置，不要再骑", "This pack is not safe: keep it away from people and do not ride with it"),
        "Fetched" => new("您保管的电池在这里", "Here is the pack that was kept for you"),
        "Undone" => new("您放回了新电池，这次换电已撤销", "You put the new pack back, so the swap is undone"),
        "Cancelled" => new("换电已取消", "The swap was cancelled"),
        _ => new("这次不能换电", "No swap this time"),
    };

    private static Words Facts(string slot, string? seen) => seen switch
    {
        "Empty" => new($"传感器显示 {slot} 号仓是空的", $"By its sensors slot {slot} is empty"),
        "Holding" => new($"传感器显示 {slot} 号仓里有电池", $"By its sensors there is a pack in slot {slot}"),
        _ => new($"{slot} 号仓的传感器说法不一", $"The sensors of slot {slot} do not agree"),
    };

    private static Words Left(int? seconds) => seconds is { } s ? new($"（还剩 {s} 秒）", $" ({s} s left)") : default;

    private static Words Charge(int? percent) => percent is { } p ? new($"，电量 {p}%", $", charged to {p} %") : default;

    private static Words Owner(string? tail) => tail is { } t ? new($"尾号 {t} 的骑手，", $"Rider {t}: ") : default;

    private static Words Case(string? number) => number is { } n ? new($"，单号 {n}", $"; case {n}") : default;

    private static ItemName Item(Prompt prompt) => prompt.Item ?? new ItemName("物品", "item");

    /// <summary>When it is due back, as his day counts.</summary>
    private static Words Due(DateTimeOffset? due) => due is not { } at ? new("", "")
        : new(string.Create(CultureInfo.InvariantCulture, $"，请在 {at:M 月 d 日 HH:mm} 前归还"), string.Create(CultureInfo.InvariantCulture, $" and bring it back by {at:d MMM HH:mm}"));
}
