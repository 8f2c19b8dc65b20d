namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>What is wired wrong, or could not be proved.</summary>
public enum FindingKind
{
    /// <summary>No word of the door switch.</summary>
    DoorSilent,
    /// <summary>The door is closed and its switch says open: the level is the other one.</summary>
    DoorPolarity,
    /// <summary>The lock output of this slot opens another door.</summary>
    LockOfAnother,
    /// <summary>The right door opens, and the switch of another one tells of it.</summary>
    DoorSwitchOfAnother,
    /// <summary>The right door opens, and no switch tells of it.</summary>
    DoorSwitchDead,
    /// <summary>No door opens.</summary>
    LockDead,
    /// <summary>The door could not be closed, or was not seen to be.</summary>
    DoorNotClosed,
    /// <summary>A pack is there and the switch says no, and the other way round: the level is the other one.</summary>
    PresencePolarity,
    /// <summary>The presence switch of another slot tells of this one.</summary>
    PresenceOfAnother,
    /// <summary>No presence switch tells of a pack that comes or goes.</summary>
    PresenceDead,
    /// <summary>The pack in this slot speaks on the line of another one.</summary>
    PackOfAnother,
    /// <summary>The pack in this slot says nothing.</summary>
    PackSilent,
    /// <summary>The pack in this slot cannot be understood.</summary>
    PackUnreadable,
    /// <summary>The charger order of this slot charges the pack in another one.</summary>
    ChargerOfAnother,
    /// <summary>No current flows although the charger was ordered on.</summary>
    ChargerDead,
    /// <summary>Current flows although the charger was not ordered on, or was ordered off.</summary>
    ChargerStaysOn,
}

/// <summary>One finding, in words that name what to do.</summary>
/// <param name="Slot">The slot under proof.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Other">The other slot that is mixed up with it, where there is one.</param>
public sealed record Finding(int Slot, FindingKind Kind, int? Other = null)
{
    /// <summary>For the crew in Chinese, with the mend.</summary>
    public string Chinese => Kind switch
    {
        FindingKind.DoorSilent => $"{Slot} 号仓的门磁没有任何读数：查锁控板的地址、线路和 door 通道",
        FindingKind.DoorPolarity => $"{Slot} 号仓门关着，门磁却报“开”：把这块板的 closed_level 改成另一个值，或对调门磁的常开/常闭",
        FindingKind.LockOfAnother => $"开 {Slot} 号锁，弹开的却是 {Other} 号门：两根锁线接反了，对调锁线或改 lock 通道",
        FindingKind.DoorSwitchOfAnother => $"{Slot} 号门开了，报告的却是 {Other} 号门的门磁：两根门磁线接反了，对调门磁线或改 door 通道",
        FindingKind.DoorSwitchDead => $"{Slot} 号门开了，没有任何门磁报告：查门磁的线和 door 通道",
        FindingKind.LockDead => $"开 {Slot} 号锁，没有任何门弹开：查锁的电源、锁线和 lock 通道",
        FindingKind.DoorNotClosed => $"{Slot} 号门没有关好：看门和锁舌能不能关到位，再查门磁的间隙",
        FindingKind.PresencePolarity => $"{Slot} 号仓的在位检测反了，放入报“空”、取出报“有”：把 present_level 改成另一个值",
        FindingKind.PresenceOfAnother => $"{Slot} 号仓放取电池，变化的却是 {Other} 号仓的在位检测：两根在位检测线接反了，对调或改 presence 通道",
        FindingKind.PresenceDead => $"{Slot} 号仓放取电池，没有任何在位检测变化：查在位开关的线和 presence 通道",
        FindingKind.PackOfAnother => $"{Slot} 号仓里的电池在 {Other} 号仓的线路上回话：两根通讯线接反了，对调或改 pack 的 line",
        FindingKind.PackSilent => $"{Slot} 号仓里的电池不回话：查插头、通讯线、波特率和 family",
        FindingKind.PackUnreadable => $"{Slot} 号仓里的电池回话读不懂：查 family、serial 和电池的序列号",
        FindingKind.ChargerOfAnother => $"给 {Slot} 号仓充电，进电流的却是 {Other} 号仓的电池：两路充电线接反了，对调或改 charger 编号",
        FindingKind.ChargerDead => $"给 {Slot} 号仓充电，电池没有电流：查继电器、充电器电源和插头；电池满了请换一块未充满的",
        _ => $"{Slot} 号仓没有充电指令却有充电电流：继电器可能粘连，立即断开这路充电器的电源",
    };

    /// <summary>The same in English.</summary>
    public string English => Kind switch
    {
        FindingKind.DoorSilent =>
            $"the door switch of slot {Slot} says nothing: look at the lock board's address, its line and the door channel",
        FindingKind.DoorPolarity =>
            $"door {Slot} is closed and its switch says open: set closed_level of that board to the other level, or swap NO and NC",
        FindingKind.LockOfAnother =>
            $"lock {Slot} was fired and door {Other} opened: two lock wires are swapped; swap them back, or the lock channels",
        FindingKind.DoorSwitchOfAnother => $"door {Slot} opened and the switch of door {Other} told of it: "
            + "two switch wires are swapped; swap them back, or the door channels",
        FindingKind.DoorSwitchDead => $"door {Slot} opened and no switch told of it: look at its switch wire and the door channel",
        FindingKind.LockDead => $"lock {Slot} was fired and no door opened: look at the lock's supply, its wire and the lock channel",
        FindingKind.DoorNotClosed =>
            $"door {Slot} was not closed: see whether door and latch close fully, then look at the gap between door and switch",
        FindingKind.PresencePolarity => $"the presence switch of slot {Slot} says the opposite: set present_level to the other level",
        FindingKind.PresenceOfAnother => $"a pack came and went in slot {Slot} and the presence switch of slot {Other} told of it: "
            + "swap the wires back, or the presence channels",
        FindingKind.PresenceDead =>
            $"a pack came and went in slot {Slot} and no presence switch told of it: look at its wire and the presence channel",
        FindingKind.PackOfAnother =>
            $"the pack in slot {Slot} answers on the line of slot {Other}: swap the two lines back, or the pack's line",
        FindingKind.PackSilent => $"the pack in slot {Slot} does not answer: look at plug, line, speed and family",
        FindingKind.PackUnreadable =>
            $"the pack in slot {Slot} answers and cannot be read: look at family, serial and the pack's own serial",
        FindingKind.ChargerOfAnother => $"slot {Slot} was told to charge and the pack in slot {Other} takes the current: "
            + "swap the two charger wires back, or the charger numbers",
        FindingKind.ChargerDead => $"slot {Slot} was told to charge and its pack takes no current: "
            + "look at relay, charger and plug; a full pack takes none, use another",
        _ => $"the pack in slot {Slot} takes current without an order: its relay may be welded; cut the charger's supply now",
    };
}
