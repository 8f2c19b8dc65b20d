using System.Globalization;
using YongAi.Edge.Host.Kiosk;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>A reason in three lengths: a few words for a label, what is the matter, and what a crew does next.</summary>
public readonly record struct Reason(Words Short, Words What, Words Next);

/// <summary>
/// What a crew reads: the words of <c>/api/cabinet</c> as sentences. A sentence says what is the matter and what to do; a word
/// that has no sentence yet is shown as it is, never hidden.
/// </summary>
public static class CrewWording
{
    /// <summary>Why a slot serves nobody.</summary>
    public static Reason WhyOut(string withdrawal) => withdrawal switch
    {
        "lock-fault" => new(new("锁打不开", "lock fault"),
            new("开锁几次，门都没有打开。", "The lock was fired several times and the door did not open."),
            new("检查锁、锁线和门有没有卡住，修好后恢复此仓。", "Look at the lock, its wire and whether the door is jammed; then bring the slot back.")),
        "not-proved" => new(new("未验收", "not proved"),
            new("这个仓的接线还没有验收，或验收之后改过。", "The wiring of this slot has not been proved, or was changed since."),
            new("停服务后运行 yongai-edge commission 逐仓验收，再启动服务。", "Stop the service, prove it with yongai-edge commission, and start the service again.")),
        "door-open" => new(new("门没关", "door open"),
            new("没有人换电，门却开着。", "The door stands open though nobody is swapping."),
            new("关好门；传感器读准仓里有没有电池后，此仓自己恢复。", "Close it; once the sensors agree on what is inside, the slot comes back by itself.")),
        "held-for-rider" => new(new("替骑手保管", "kept for a rider"),
            new("骑手自己的电池还在仓里，等他来取。", "A rider's own pack lies here and waits for him."),
            new("不要动这块电池；骑手再扫一次码就能取，取走后此仓自己恢复。", "Leave the pack; its rider scans again to fetch it, and the slot comes back by itself.")),
        "unclear" => new(new("说不清", "unclear"),
            new("上次换电时传感器说法不一，不知道仓里到底发生了什么。", "At the last swap the sensors disagreed: what happened here is not known."),
            new("看一眼仓里有没有电池、是哪一块，再按单号报给客服结案。", "Look what lies inside, and report it to the hotline under its case number.")),
        "unplanned-pack" => new(new("来历不明的电池", "unknown pack"),
            new("仓里有一块账上没有的电池。", "A pack lies here that the ledger does not account for."),
            new("不充电，也不发出。核对序列号，取走或入库后恢复此仓。", "It is neither charged nor handed out. Check its serial, take it away or book it in, then bring the slot back.")),
        "pack-missing" => new(new("电池不见了", "pack missing"),
            new("账上应有的电池不在仓里，门也没有为它开过。", "The pack that belongs here is gone, and no door was opened for it."),
            new("可能被撬取：查看门和监控，报告失窃后恢复此仓。", "It may have been forced out: look at the door and the camera, report the loss, then bring the slot back.")),
        "contents-unclear" => new(new("仓内说不准", "contents unclear"),
            new("到位开关和电池应答长时间对不上。", "The presence switch and what answers have disagreed for long."),
            new("打开看一眼：插好插头，取走杂物，或修到位开关；对上以后此仓自己恢复。", "Look inside: put the plug in, take away what is no pack, or mend the switch; the slot comes back by itself once they agree.")),
        "doubtful-readings" => new(new("读数可疑", "doubtful readings"),
            new("这里接连两块电池的序列号读出来会变，或读不懂。", "Twice in a row the serial of a pack here changed or could not be read."),
            new("多半是仓里的插头或通信线，不是电池：检修后恢复此仓。", "The plug or the cable of the slot is to blame rather than the packs: mend it, then bring the slot back.")),
        "wrong-door" => new(new("开错了门", "wrong door"),
            new("给这块锁控板的一把锁发了开锁脉冲，开的却是另一扇门。", "A lock of this board was fired, and another door opened."),
            new("核对锁线、门磁线和板的地址；用工牌逐仓开门试过，再逐仓 slot.clear 或 slot.enable。",
                "Check the wires of locks and switches and the board's address; try each door with your badge, then slot.clear or slot.enable each slot.")),
        "worn-pack" => new(new("电池老化", "worn pack"),
            new("仓里的电池健康度太低，或循环次数已到厂家上限：不充电，也不发出。", "The pack here is too worn, or past its maker's limit of cycles: neither charged nor handed out."),
            new("下次巡检时收走；取走后此仓自己恢复。", "Collect it at the next service; the slot comes back by itself once it is gone.")),
        "maintenance" => new(new("维护开仓", "maintenance"),
            new("维护人员或云端打开了它。", "A crew has it open, or the cloud had it opened."),
            new("关好门；传感器读准以后，此仓自己恢复。", "Close its door; the slot comes back by itself once it is known again.")),
        "disabled" => new(new("人工停用", "taken out by people"),
            new("云端或维护人员把它停用了。", "The cloud or a crew took it out of service."),
            new("由他们恢复：slot.enable。", "They bring it back: slot.enable.")),
        "unsound-pack" => new(new("电池不良", "unsound pack"),
            new("仓里的电池已隔离：不充电，也不发出。", "The pack here is set apart: neither charged nor handed out."),
            new("原因见“隔离的电池”。取走它，此仓自己恢复。", "See the packs set apart for why. Once it is taken away the slot comes back by itself.")),
        _ => Unspoken(withdrawal),
    };

    /// <summary>What an alarm tells the crew.</summary>
    public static Reason Alarm(string kind) => kind switch
    {
        "door-left-open" => new(new("门长时间没关", "door left open"), new("门开着，已超过两分钟。", "The door has been open for more than two minutes."),
            new("去关门；查看仓里的电池还在不在。", "Close it, and see whether its pack is still there.")),
        "lock-fault" => new(new("锁故障", "lock fault"), new("锁打不开。", "The lock does not open."),
            new("检修锁和锁线。", "Repair the lock or its wire.")),
        "switches-silent" => new(new("门磁没有读数", "switches silent"), new("读这个仓开关的锁控板不应答。", "The board that reads this slot's switches does not answer."),
            new("检查锁控板的电源、地址和通信线。", "Check the board's power, its address and its cable.")),
        "pack-hot" => new(new("电池过热", "pack hot"), new("电池超过 60 °C，已停止充电。", "The pack is above 60 °C; charging has stopped."),
            new("远离柜子，先看有没有烟；降温前不要开门取电池。", "Keep away and look for smoke first; do not take it out before it has cooled.")),
        "charger-stuck-on" => new(new("充电器关不掉", "charger stuck on"), new("没有充电指令，充电器却通着电。", "The charger is on though no order stands."),
            new("断开这个仓的充电电源，检查继电器是否粘连。", "Cut this charger's supply, and look whether its relay has welded.")),
        "pack-missing" => new(new("电池失踪", "pack missing"), new("电池从没有打开过的仓里不见了。", "A pack left a slot whose door was not opened for it."),
            new("按失窃处理：查看门和监控。", "Treat it as theft: look at the door and the camera.")),
        "door-opened-unasked" => new(new("门自己开了", "door opened unasked"), new("没有令它开，门却开了。", "The door opened though nobody had ordered it."),
            new("查看有没有人撬门，再检查锁舌和锁线。", "See whether it was forced, then look at the bolt and its wire.")),
        "unplanned-pack" => new(new("来历不明的电池", "unknown pack"), new("仓里有一块账上没有的电池。", "A pack lies here that the ledger does not account for."),
            new("核对序列号，取走或入库。", "Check its serial, and take it away or book it in.")),
        "contents-unclear" => new(new("仓内说不准", "contents unclear"), new("到位开关和电池应答长时间对不上。", "The presence switch and what answers have disagreed for long."),
            new("打开看一眼插头、杂物和到位开关。", "Look inside: the plug, things that are no pack, the switch.")),
        "clone-suspected" => new(new("序列号重复", "serial seen twice"), new("同一个序列号同时出现在两处。", "One serial was seen in two places at once."),
            new("两块都不要发出，核对铭牌。", "Hand out neither; compare their plates.")),
        "store-full" => new(new("日志将满", "journal full"), new("日志到了上限，里面的又一条都不能丢：不开始新的换电。", "The journal is at its limit and nothing in it may be dropped: no new swap begins."),
            new("恢复和云端的连接；收到确认后空间自己腾出来。", "Bring the link to the cloud back; its acknowledgements free the room.")),
        "cloud-refuses" => new(new("云端不接纳", "the cloud refuses"), new("消息服务器拒绝我们，或者它不是该连的那台。", "The broker refuses us, or is not the one it should be."),
            new("检查证书、账号和站点文件里的地址。", "Check the certificates, the account and the address in the site file.")),
        "twin-cabinet" => new(new("编号被冒用", "a twin cabinet"), new("另一个程序用我们的柜号连上了云端。", "Another program comes to the broker with our cabinet id."),
            new("查是不是同一张存储卡装进了两台柜子，再联系云端。", "See whether one card was copied into two cabinets, and ask the people of the cloud.")),
        "wrong-door" => new(new("开错了门", "wrong door"), new("开锁脉冲发给一扇门，开的却是另一扇：这块锁控板的锁全部停用。", "A lock was fired and another door opened: every lock of that board is stopped."),
            new("先关好并查看自己开了的门；核对锁线、门磁线和板的地址，再逐仓恢复。", "Close and check the door that opened first; check wires and address, then bring the slots back one by one.")),
        "smoke" => new(new("有烟", "smoke"), new("烟感报警：已停止全部充电，不会自动开任何一扇门。", "Smoke is seen: all charging has stopped, and no door opens by itself."),
            new("先疏散、报警 119；人到现场确认之前不要开门，开门会给火送风。", "Clear the place and call the fire service (119); open no door before somebody has looked: air feeds a fire.")),
        "aerosol-fired" => new(new("灭火装置已动作", "aerosol fired"), new("仓内的气溶胶灭火装置动作了。", "The aerosol extinguisher of a slot has fired."),
            new("按起火处理，整柜停用；换上新的灭火装置，看过每块电池再恢复。", "Treat it as a fire and leave the cabinet out of use; fit a new one and see every pack before it serves again.")),
        "flood" => new(new("进水", "flood"), new("水浸探头碰到了水：已停止全部充电。", "Water stands at the probe: all charging has stopped."),
            new("断开柜子的总电源再靠近；排水、烘干，查清水从哪里来。", "Switch the cabinet's mains off before you touch it; drain and dry it, and find where the water came from.")),
        "emergency-stop" => new(new("急停按下", "emergency stop"), new("有人按下了急停按钮：已停止全部充电。", "Somebody pressed the emergency stop: all charging has stopped."),
            new("问清原因，确认安全后转开按钮。", "Find out why, make sure that it is safe, and turn the button free.")),
        "leakage" => new(new("漏电跳闸", "earth leakage"), new("漏电保护器跳闸。", "The earth-leakage breaker has tripped."),
            new("查出漏电的一路再合闸；合上又跳，不要再试。", "Find the circuit that leaks before you close it; if it trips again, leave it open.")),
        "mains-lost" => new(new("市电断开", "mains lost"), new("没有市电，柜子靠备用电源运行。", "Mains is gone; the cabinet runs on its battery."),
            new("看总闸和插头，再问供电方。", "Look at the main switch and the plug, then ask who supplies the place.")),
        "ups-low" => new(new("备用电源电量低", "battery low"), new("备用电源快用完了，柜子随时会断电。", "The cabinet's own battery is nearly empty and will go dark."),
            new("尽快恢复市电。", "Bring mains back soon.")),
        "service-door-open" => new(new("检修门开着", "service door open"), new("检修门是开着的。", "The door for the crew stands open."),
            new("如果不是自己人在检修，去现场看。", "If nobody of ours works there, go and look.")),
        "tamper" => new(new("柜体被动过", "tampered with"), new("柜子被倾斜、震动或撬动。", "The cabinet was tilted, shaken or forced."),
            new("查看监控并去现场；柜体没有固定好也会报。", "Look at the camera and go there; a cabinet that is not bolted down says so too.")),
        "smoke-early" => new(new("烟雾预警", "trace of smoke"), new("烟感发出预警，还没有到报警。", "A detector sees a trace of smoke, and no alarm yet."),
            new("看监控，派人去现场；扬尘和检修也会引起。", "Look at the camera and send somebody; dust and work on the cabinet cause it too.")),
        "suppression-due" => new(new("即将灭火", "suppression due"), new("两路证据都说起火，灭火剂即将或已经喷放。", "Two witnesses say fire: the extinguishing agent is about to be let out, or was."),
            new("所有人离开，报警 119。", "Everybody leaves; call the fire service (119).")),
        "suppression-released" => new(new("已喷放灭火剂", "suppression released"), new("灭火剂已经放出，不会再放第二次。", "The extinguishing agent was let out; it is not let out again."),
            new("按起火处理。换好灭火剂、看过每块电池后，用工牌 cabinet.resume 恢复。", "Treat it as a fire. Refill it, see every pack, then bring the cabinet back with your badge: cabinet.resume.")),
        "cabinet-warm" => new(new("柜内偏热", "cabinet warm"), new("柜内空气超过 45 °C，充电电流减半。", "The air in the cabinet is above 45 °C: half the current."),
            new("看风扇和进风口有没有堵，柜子有没有晒到太阳。", "Look at fans and vents, and whether the sun is on the cabinet.")),
        "cabinet-hot" => new(new("柜内过热", "cabinet hot"), new("柜内空气超过 55 °C，或温度计读不到已久：已停止全部充电。", "The air in the cabinet is above 55 °C, or nobody has read it for long: nothing charges."),
            new("先确认没有烟，再修风扇或温度计；凉下来自己恢复。", "Make sure there is no smoke, then mend the fan or the thermometer; it comes back once cool.")),
        "cabinet-cold" => new(new("柜内低温", "cabinet cold"), new("柜内空气低于 0 °C，冷电池不充电。", "The air in the cabinet is below 0 °C: cold packs do not charge."),
            new("看门封和加热。", "Look at the seals and the heaters.")),
        "board-warm" => new(new("电路板偏热", "board warm"), new("一块电路板或充电电源超过 70 °C。", "A board or a supply is above 70 °C."),
            new("清灰，看它的风扇。", "Clean it and look at its fan.")),
        "board-hot" => new(new("电路板过热", "board hot"), new("一块电路板或充电电源超过 85 °C，它的充电器已关。", "A board or a supply is above 85 °C; its charger is off."),
            new("断开它的电源，凉下来再查。", "Cut its supply and look at it once it is cool.")),
        "mains-out-of-range" => new(new("市电电压异常", "mains out of range"), new("市电电压超出 198–242 V。", "Mains is outside 198 to 242 V."),
            new("记下电压和时间，问供电方。", "Note volts and time, and ask who supplies the place.")),
        "mains-unfit" => new(new("市电不能用", "mains unfit"), new("市电低于 187 V 或高于 253 V：暂停充电。", "Mains is below 187 V or above 253 V: charging rests."),
            new("问供电方；电压恢复后自己接着充。", "Ask who supplies the place; charging goes on by itself once it is good.")),
        "near-cap" => new(new("用电接近上限", "near the power cap"), new("充电以外的用电到了现场功率上限的 95%，没有余量充电。", "What draws beside the chargers is at 95 % of the site's power cap: no power is left to charge."),
            new("看这块电表后面还接了什么：能停的停掉；长期这样就换大一点的用电容量。", "See what else hangs behind this meter and switch off what need not run; if it stays so, ask for a larger supply.")),
        "over-cap" => new(new("用电超过上限", "over the power cap"), new("电表超过了现场的功率上限：离骑手最远的电池先停充。", "The meter shows more than the site may draw: whoever is farthest from a rider stops charging."),
            new("一分钟还没解除，超出的就不是充电：找到并停掉它；再核对站点文件的 cap_w。", "If it has not ended within a minute, the chargers are not what draws: find it and switch it off, and compare cap_w in the site file.")),
        "leakage-again" => new(new("再次漏电", "leakage again"), new("漏电保护器合上后又跳：不再自动恢复充电。", "The breaker tripped again after it had been closed: charging does not come back by itself."),
            new("查出漏电的一路并修好，再用工牌 cabinet.resume 恢复。", "Find and mend the circuit that leaks, then bring it back with your badge: cabinet.resume.")),
        "self-test-failed" => new(new("自检不合格", "self-test failed"), new("每周自检有一项不合格：警笛或烟感不合格时不充电，风扇不合格时电流减半。",
                "An item of the weekly test failed: without siren or smoke detector nothing charges, without a fan half the current."),
            new("看“传感器和输出”，修好后用工牌 cabinet.resume，会马上重测。", "See Sensors and outputs; mend it, then cabinet.resume with your badge: it is tested again at once.")),
        "sensor-silent" => new(new("传感器没有读数", "sensor silent"), new("有传感器读不到，它能报的都按最坏算。", "A sensor is not heard: what it would tell counts as the worst."),
            new("看“传感器”一栏是哪一个，检查它的电源和线。", "See which one under Sensors, and check its supply and its wire.")),
        "pack-warm" => new(new("电池偏热", "pack warm"), new("电池到了 55 °C 左右，或没有充电却在升温。", "The pack is near 55 °C, or grows warmer though nothing charges it."),
            new("隔几分钟再看一次温度；还在升就按过热处理。", "Look at its temperature again in some minutes; if it still rises, treat it as hot.")),
        "pack-heats-fast" => new(new("电池升温过快", "pack heats fast"), new("电池每分钟升温 3 °C 以上：这一排已停止充电。", "The pack grows hotter by 3 °C a minute or more: its row has stopped charging."),
            new("远离柜子，先看有没有烟，必要时报警 119；不要开门。", "Keep away, look for smoke, and call the fire service (119) if need be; do not open its door.")),
        "pack-above-others" => new(new("电池比别的热", "hotter than the others"), new("电池在仓里变热，比别的电池高出 10 °C 以上：这一排已停止充电。", "The pack has grown hot here, 10 °C above the others: its row has stopped charging."),
            new("看温度还升不升；降下来以后取走送检。", "See whether it still rises; once it has cooled take it away and have it tested.")),
        "slot-air-warm" => new(new("仓内偏热", "slot warm"), new("仓里的空气超过 50 °C。", "The air in the slot is above 50 °C."),
            new("检查风扇和通风口。", "Look at the fans and the openings for air.")),
        "slot-air-hot" => new(new("仓内过热", "slot hot"), new("仓里的空气超过 60 °C：此仓已停止充电。", "The air in the slot is above 60 °C: it has stopped charging."),
            new("先看有没有烟；没有烟再查电池、插头和充电器哪一样发热。", "Look for smoke first; then find out which is hot: pack, plug or charger.")),
        "cell-high" => new(new("单体过高", "cell too high"), new("有一节电芯的电压高过充满的电压：此仓已停止充电。", "A cell is above the voltage of a full one: the slot has stopped charging."),
            new("取走送检，并核对充电器的输出电压。", "Take the pack away for a test, and check the charger's voltage.")),
        "cell-low" => new(new("单体过低", "cell low"), new("有一节电芯的电压很低。", "A cell is very low."),
            new("尽快充电；充不上来就收走送检。", "Have it charged soon; if the cell does not recover, collect the pack for a test.")),
        "cells-uneven" => new(new("电芯不均", "cells uneven"), new("电芯之间的电压差超过 0.1 伏。", "The cells of the pack differ by more than 0.1 V."),
            new("下次巡检时收走做均衡。", "Collect it at the next service to be balanced.")),
        "pack-worn" => new(new("电池变旧", "pack worn"), new("电池健康度低于 80%。", "The pack's health is under 80 %."),
            new("安排更换。", "Plan to replace it.")),
        "back-feed" => new(new("电流倒灌", "back-feed"), new("正在充电的电池反向放电：此仓已停止充电。", "A pack that was charged gave current back: the slot has stopped charging."),
            new("断开这个仓的充电电源，取走电池，检修充电器。", "Cut this charger's supply, take the pack away, and repair the charger.")),
        "outflow" => new(new("电池在漏电", "pack discharges"), new("电池在仓里没有人用，却一直在放电。", "The pack gives current though it only lies in its slot."),
            new("取走电池，检查插头和仓内线路有没有短路。", "Take it away, and look for a short in the plug and the wires of the slot.")),
        "current-mismatch" => new(new("充电电流不对", "current is wrong"), new("让它充电却没有电流，或电流方向不对：电池已隔离。", "No current came though it was told to charge, or some came back: the pack is set apart."),
            new("检查充电器、保险和插头；再取走电池送检。", "Look at the charger, its fuse and the plug; then have the pack tested.")),
        "charge-over-time" => new(new("充得太久", "charges too long"), new("充进去的电比它缺的多得多，或充了 8 小时还没满。", "Far more has gone in than it can have missed, or it has charged for 8 hours and is not full."),
            new("摸一摸电池热不热；取走送检，查充电器的电流。", "Feel whether the pack is hot; take it away for a test, and look at the charger's current.")),
        "pack-unwatched" => new(new("隔离的电池没人看着", "pack unwatched"), new("隔离的电池已经半分钟没有读数。", "A pack set apart has not been heard for half a minute."),
            new("到现场看它有没有发热、冒烟，再查通信线。", "Go and see whether it is hot or smokes, then look at its cable.")),
        "restart-loop" => new(new("反复重启", "restart loop"), new("程序短时间内一再重启，要等一会儿才动作。", "The program was started again and again: it waits before it acts."),
            new("先看电源和线路，再看启动日志。", "Look at the power and the lines first, then at the log of the starts.")),
        "codes-forged" => new(new("伪造的骑手码", "forged codes"), new("一分钟内扫到多个签名不对的骑手码。", "Several rider codes with a wrong signature came within a minute."),
            new("没有开门。看看扫码头前是谁；一小时没有新的就解除。", "No door opened. See who stands at the scanner; it ends an hour after the last of them.")),
        "command-forged" => new(new("伪造的命令", "forged command"), new("收到一条命令，签名不是我们认可的密钥所签。", "A command came that no key of ours signed."),
            new("没有执行。请云端查谁在发。", "It was not done. Let the people of the cloud find out who sends it.")),
        "crew-locked-out" => new(new("工牌被锁", "crew locked out"), new("一张工牌多次被拒，已经锁住。", "A crew's badge was refused too often and is locked out."),
            new("确认是谁在试；到时自己解锁。", "Find out who tried; it unlocks by itself in time.")),
        "staff-needed" => new(new("有单等人处理", "staff needed"), new("有待查单没能由传感器结清。", "A case could not be settled by the sensors."),
            new("看下面的待查单，联系骑手。", "See the cases below, and call the rider.")),
        "store-slow" => new(new("磁盘太慢", "disk too slow"), new("日志超过 5 秒没有写进磁盘，不开始新的换电。", "The journal has not reached the disk for more than 5 s; no new swap begins."),
            new("换一张好的存储卡；数据目录先备份。", "Replace the card; back up the data folder first.")),
        "journal-replaced" => new(new("日志重建过", "journal replaced"), new("原来的日志已损坏，移到一旁；能证实的账带了过来。", "The journal was damaged and set aside; what it still proved was carried over."),
            new("逐仓核对电池和待取的骑手，保留旧文件。", "Check every slot and every rider who waits for a pack; keep the old files.")),
        "ack-beyond-published" => new(new("云端确认过头", "cloud acknowledged too much"), new("云端确认了从未发出的事件。", "The cloud acknowledged events that were never sent."),
            new("可能有另一台柜子用了同一编号：联系云端核对。", "Another cabinet may use this id: ask the people of the cloud.")),
        _ => Unspoken(kind),
    };

    /// <summary>How soon people have to act.</summary>
    public static Words SeverityOf(string severity) => severity switch
    {
        "critical" => new("紧急", "critical"),
        "major" => new("重要", "major"),
        "minor" => new("一般", "minor"),
        _ => Unspoken(severity).Short,
    };

    /// <summary>What a contact tells, a gauge looks at, an output switches.</summary>
    public static Words SensorUse(string use) => use switch
    {
        "smoke" => new("烟感", "smoke"),
        "aerosol" => new("灭火装置", "aerosol"),
        "flood" => new("水浸", "flood"),
        "emergency-stop" => new("急停", "emergency stop"),
        "leakage" => new("漏电保护", "earth leakage"),
        "mains" => new("市电", "mains"),
        "ups-low" => new("备用电源低电量", "battery low"),
        "service-door" => new("检修门", "service door"),
        "tamper" => new("防拆", "tamper"),
        "smoke-early" => new("烟感预警", "smoke pre-alarm"),
        "release" => new("手动释放", "release handle"),
        "suppression" => new("灭火装置", "suppression"),
        "smoke-test" => new("烟感测试", "smoke test"),
        "air" => new("空气", "air"),
        "outside" => new("室外", "outside"),
        "board" => new("电路板", "board"),
        "supply" => new("充电电源", "supply"),
        "ups" => new("备用电源", "UPS"),
        "fan" => new("风扇", "fan"),
        "heater" => new("加热", "heater"),
        "siren" => new("警笛", "siren"),
        "lamp" => new("照明", "lamp"),
        "contactor" => new("充电接触器", "contactor"),
        _ => Unspoken(use).Short,
    };

    /// <summary>What the last weekly test of an output or a detector proved.</summary>
    public static Words TestResult(string result) => result switch
    {
        "works" => new("自检合格", "self-test passed"),
        "fails" => new("自检不合格", "self-test failed"),
        "not-provable" => new("自检无法证实，要人听一下、看一眼", "self-test not provable: somebody has to look and listen"),
        _ => Unspoken(result).Short,
    };

    /// <summary>What was last read of it, as long as that may be believed.</summary>
    public static Words SensorValue(SensorReport sensor) => sensor switch
    {
        { Kind: "gauge", Values: { } values } => string.Join(", ", values.Select(Measured)) is var said ? new(said.Replace(", ", "，", StringComparison.Ordinal), said) : default,
        { Kind: "output", Active: true } => new("通", "on"),
        { Kind: "output", Active: false } => new("断", "off"),
        { Active: true } => new("有", "active"),
        { Active: false } => new("无", "at rest"),
        _ => new("没有读数", "no word"),
    };

    private static string Measured(KeyValuePair<string, double> value) => value.Key switch
    {
        "temperature" => $"{Number(value.Value)} °C",
        "humidity" => $"{Number(value.Value)} %RH",
        "voltage" => $"{Number(value.Value)} V",
        "current" => $"{Number(value.Value)} A",
        "power" => $"{Number(value.Value)} W",
        "energy" => $"{Number(value.Value / 1000)} kWh",
        "frequency" => $"{Number(value.Value)} Hz",
        "power-factor" => $"cos φ {Number(value.Value)}",
        _ => $"{value.Key} {Number(value.Value)}",
    };

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Why a pack is set apart.</summary>
    public static Reason Quarantine(string why) => why switch
    {
        "suspect" => new(new("可疑", "suspect"), new("电池自己报故障，或读数互相矛盾。", "It reports a fault of its own, or its values do not fit together."),
            new("小心取出，送检。", "Take it out with care and have it tested.")),
        "hot" => new(new("过热", "too hot"), new("它热得不能发出。", "It was too hot to be handed out."),
            new("凉下来并过了观察时间会自己解除；还在升温就远离柜子并报警。", "It comes back by itself once cool and watched for a while; if it grows hotter keep away and call for help.")),
        "test" => new(new("待检", "to be tested"), new("骑手反映它不好用。", "A rider complained of it."), new("取走送检。", "Take it away and have it tested.")),
        "clone" => new(new("序列号重复", "serial seen twice"), new("同一个序列号同时出现在两处。", "Its serial was seen in two places at once."),
            new("两块都不要发出，核对铭牌。", "Hand out neither; compare their plates.")),
        "identity-unclear" => new(new("身份不清", "identity unclear"), new("读数时序列号变了，或应答读不懂。", "Its serial changed while it was read, or its answers are garbled."),
            new("检查插头和电池板，再送检。", "Look at its plug and its board, then have it tested.")),
        "on-list" => new(new("在停用名单上", "on a list"), new("运营方把它列入了停用名单。", "The operator has put it on a list."),
            new("取走，交给运营方。", "Take it away and hand it to the operator.")),
        "cell-low" => new(new("电芯过放", "cell too low"), new("有一节电芯低到不能再充电。", "A cell is so low that it must never be charged again."),
            new("取走报废，不要试着充电。", "Take it away to be scrapped; do not try to charge it.")),
        "cells-uneven" => new(new("电芯不均", "cells uneven"), new("电芯之间的电压差太大。", "Its cells differ too much."), new("取走送检。", "Take it away and have it tested.")),
        "outflow" => new(new("在漏电", "discharges"), new("它在仓里没有人用，却一直在放电。", "It gave current though it only lay in its slot."),
            new("取走送检，并查仓内线路有没有短路。", "Take it away for a test, and look for a short in the slot's wires.")),
        "current-mismatch" => new(new("充电电流不对", "current is wrong"), new("让它充电却没有电流，或电流方向不对。", "It took no current though it was told to charge, or gave some back."),
            new("先查充电器、保险和插头，再送检。", "Look at the charger, its fuse and the plug, then have it tested.")),
        "volts-mismatch" => new(new("电压对不上", "volts do not fit"), new("电压和电量对不上，或不是这类电池的电压。", "Its volts do not fit its charge, or its class."),
            new("取走送检；核对铭牌上的电压。", "Take it away for a test; compare the volts on its plate.")),
        "charged-too-long" => new(new("充得太久", "charged too long"), new("充进去的电比它缺的多得多，或充了 8 小时还没满。", "Far more has gone in than it can have missed, or it has charged for 8 hours and was not full."),
            new("取走送检，不要再充。", "Take it away for a test; do not charge it again.")),
        "words-unstable" => new(new("通信不稳", "unstable words"), new("门关着，它的应答却一再中断。", "It falls silent again and again behind a closed door."),
            new("检查插头和通信线；换一块电池还这样，就是仓的问题。", "Look at the plug and the cable; if another pack does the same, it is the slot.")),
        _ => Unspoken(why),
    };

    /// <summary>Where a swap stands.</summary>
    public static Words Stage(string stage) => stage switch
    {
        "reserved" => new("预留", "slots reserved"),
        "opening-in" => new("正在开空仓", "opening a slot for his pack"),
        "wait-insert" => new("等骑手放入旧电池", "waiting for his pack"),
        "settling" => new("门已关，等传感器稳定", "door closed, sensors settling"),
        "verifying" => new("正在核实放入的电池", "proving what came in"),
        "opening-out" => new("正在开满电仓", "opening the door of the new pack"),
        "wait-take" => new("等骑手取走新电池", "waiting for him to take the new pack"),
        "wait-close-out" => new("事已了结，等关门", "settled, waiting for the door"),
        "returning-old" => new("正在开门退还旧电池", "opening a door to give his pack back"),
        "wait-consent" => new("没有满电的，问骑手要不要电量少些的", "no pack is full: the rider is asked about a short one"),
        "rereading" => new("骑手有疑问，重读传感器", "the rider claims something: every witness is read again"),
        "opening-own" => new("正在开他上次的仓给他看", "opening the slot of his last visit"),
        "wait-looked" => new("等他看完关门", "waiting for him to look and close"),
        "wait-take-back" => new("等骑手取回旧电池", "waiting for him to take his pack back"),
        _ => Unspoken(stage).Short,
    };

    /// <summary>What a case is about.</summary>
    public static Words CaseKind(string kind) => kind switch
    {
        "pending-pickup" => new("骑手的电池待取回", "a rider's pack waits for him"),
        "unknown" => new("换电结果待查", "how a swap ended is not known"),
        _ => Unspoken(kind).Short,
    };

    /// <summary>How far the clock is trusted.</summary>
    public static Words ClockTrust(string trust) => trust switch
    {
        "untrusted" => new("不可信：只收屏幕上质询过的码", "not trusted: only codes that answer the screen's challenge"),
        "holdover" => new("守时：曾对过时，误差有限", "holdover: was set before, error bounded"),
        "trusted" => new("可信", "trusted"),
        "assumed" => new("站点文件要求当作可信（仅限演示）", "assumed by the site file (demo only)"),
        _ => Unspoken(trust).Short,
    };

    /// <summary>What a pack complains of.</summary>
    public static Words PackFault(string fault) => fault switch
    {
        "cell-over-voltage" => new("单体过压", "cell over-voltage"),
        "cell-under-voltage" => new("单体欠压", "cell under-voltage"),
        "pack-over-voltage" => new("整组过压", "pack over-voltage"),
        "pack-under-voltage" => new("整组欠压", "pack under-voltage"),
        "charge-hot" => new("充电过温", "too hot to charge"),
        "charge-cold" => new("充电低温", "too cold to charge"),
        "discharge-hot" => new("放电过温", "too hot to discharge"),
        "discharge-cold" => new("放电低温", "too cold to discharge"),
        "charge-over-current" => new("充电过流", "charge over-current"),
        "discharge-over-current" => new("放电过流", "discharge over-current"),
        "short-circuit" => new("短路", "short circuit"),
        "front-end" => new("采样芯片故障", "front-end fault"),
        "software-lock" => new("软件锁定", "locked by software"),
        "cell-difference" => new("单体压差过大", "cells differ in voltage"),
        "temperature-difference" => new("温差过大", "sensors differ in temperature"),
        "mos-hot" => new("MOS 管过温", "power switches too hot"),
        "mos-fault" => new("MOS 管故障", "power switch stuck or open"),
        "soc-low" => new("电量过低", "charge below the pack's own limit"),
        "soc-high" => new("电量过高", "charge above the pack's own limit"),
        _ => Unspoken(fault).Short,
    };

    /// <summary>Why nobody can say what lies in a slot; null when the witnesses agree.</summary>
    public static Words? Doubt(SlotReport slot) => slot switch
    {
        { Occupancy: not "uncertain" } => null,
        { Fitted: { Presence: false } or { Pack: false } } => new("只装了一种在位检测，此仓不用于换电。",
            "Only one witness is fitted: the slot is never used for a swap."),
        { Present: null } => new("到位开关没有读数：检查锁控板和线路。", "The presence switch says nothing: check the lock board and its line."),
        { PackWord: "none" } => new("还没有问到电池：检查这个仓的电池通信线。", "The pack has not been asked yet: check this slot's pack line."),
        { Present: true, PackWord: "silent" } => new("到位开关说有东西，电池却不应答：可能插头没插好，或放的不是电池。",
            "The presence switch says something is in, but no pack answers: perhaps its plug is out, or it is no pack."),
        { Present: false } => new("电池在应答，到位开关却说没有东西：检查到位开关。",
            "A pack answers, but the presence switch says nothing is in: check that switch."),
        _ => new("传感器说法不一。", "The sensors disagree."),
    };

    /// <summary>A length of time: seconds, then minutes, hours and days.</summary>
    public static Words Age(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));
        return span switch
        {
            { TotalSeconds: < 10 } => Say($"{span.TotalSeconds:0.0} 秒", $"{span.TotalSeconds:0.0} s"),
            { TotalMinutes: < 1 } => Say($"{span.TotalSeconds:0} 秒", $"{span.TotalSeconds:0} s"),
            { TotalHours: < 1 } => Say($"{span.Minutes} 分 {span.Seconds} 秒", $"{span.Minutes} min {span.Seconds} s"),
            { TotalDays: < 1 } => Say($"{span.Hours} 小时 {span.Minutes} 分", $"{span.Hours} h {span.Minutes} min"),
            _ => Say($"{span.Days} 天 {span.Hours} 小时", $"{span.Days} d {span.Hours} h"),
        };
    }

    private static Words Say(FormattableString chinese, FormattableString english) =>
        new(chinese.ToString(CultureInfo.InvariantCulture), english.ToString(CultureInfo.InvariantCulture));

    private static Reason Unspoken(string word) => new(new(word, word), new($"原因：{word}。", $"Reason: {word}."),
        new("请联系技术支持。", "Please ask for technical help."));
}
