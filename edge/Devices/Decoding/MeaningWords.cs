namespace YongAi.Edge.Devices.Decoding;

/// <summary>Chinese for what codes mean and for flags.</summary>
internal static class MeaningWords
{
    public static readonly ImmutableDictionary<string, string> Chinese = Table(Plain, Orders, Faults, Readings, Supplies, Vending);

    private static (string, string)[] Plain =>
    [
        ("request", "请求"), ("reply", "应答"), ("report", "主动上报"), ("on", "开"), ("off", "关"), ("yes", "是"), ("no", "否"),
        ("ok", "正常"),
        ("error", "出错"), ("failed", "失败"), ("success", "成功"), ("open", "开"), ("closed", "关"), ("fault", "故障"), ("all", "全部"),
        ("level-0", "电平 0"), ("level-1", "电平 1"), ("dialect-a", "方言 A"), ("dialect-b", "方言 B"), ("idle", "静置"),
        ("charging", "充电"), ("discharging", "放电"), ("passive", "被动"), ("active", "主动"), ("present", "有"), ("absent", "无"),
        ("pack", "电池"), ("bms", "保护板"), ("gprs", "GPRS"), ("computer", "上位机"), ("bluetooth", "蓝牙"), ("gps", "GPS"),
        ("closed-or-failed", "关或失败"), ("open-or-success", "开或成功"), ("cooling-down", "线圈冷却中"), ("cell", "单体"), ("bit", "位"),
        ("di", "DI"), ("do", "DO"), ("charge", "充电"), ("discharge", "放电"), ("normal", "正常"), ("linkage", "联动"),
        ("edge-trigger", "沿触发"),
        ("no-parity", "无校验"), ("even-parity", "偶校验"), ("odd-parity", "奇校验"), ("lfp", "磷酸铁锂"), ("ternary", "三元"),
        ("lithium-titanate", "钛酸锂"), ("command", "指令"), ("heartbeat-reply", "心跳应答"), ("button", "按键"), ("continuous", "连续"),
        ("motion", "感应"), ("cr", "CR"), ("crlf", "CRLF"), ("tab", "TAB"), ("none", "无"),
    ];

    private static (string, string)[] Orders =>
    [
        ("open-lock", "开锁"), ("open-motor-lock", "开电机锁"), ("open-with-pulses", "按脉冲数开锁"), ("set-drive-time", "设置驱动时间"),
        ("drive-to-limit", "驱动到限位"),
        ("read", "读"), ("write", "写"), ("answer", "应答"), ("door-report", "门状态上报"), ("firmware", "固件"),
        ("auto-report", "自动上报开关"), ("open-several", "同开多把锁"), ("hold-on", "保持输出"),
        ("hold-off", "取消保持"), ("open-all-in-turn", "依次全开"), ("all-opened-in-turn", "依次全开的应答"), ("firmware-version", "固件版本"),
        ("unique-id", "唯一编号"), ("open-several-together", "同时开多把锁"), ("open-several-in-turn", "依次开多把锁"), ("flash-led", "闪灯"),
        ("read-all", "读全部"), ("door-changed", "门状态变化"), ("read-all-boards", "读所有板"), ("open-all", "全开"),
        ("state-of-one-board", "单板状态"), ("state-of-all-boards", "所有板状态"), ("set-or-read-unlock-time", "设置或读取开锁时间"),
        ("return-unlock-time", "返回开锁时间"), ("delayed-unlock", "延时开锁"), ("baud", "波特率"), ("recruit", "登记"),
        ("set-address", "设置地址"),
        ("opened", "开锁应答"), ("state", "状态应答"), ("version", "版本"), ("open-by-mask", "按位图开锁"), ("switch-several", "多路输出"),
        ("read-coils", "读线圈"), ("read-inputs", "读输入"), ("read-registers", "读寄存器"), ("read-input-registers", "读输入寄存器"),
        ("write-coil", "写单个线圈"), ("write-register", "写单个寄存器"), ("write-coils", "写多个线圈"), ("write-registers", "写多个寄存器"),
        ("refused", "被拒绝"), ("illegal-function", "不支持的功能码"), ("illegal-address", "地址不存在"), ("illegal-value", "数值不合法"),
        ("device-failure", "设备故障"), ("acknowledge", "已收到，处理中"), ("device-busy", "设备忙"), ("memory-parity-error", "存储校验错"),
        ("gateway-path-unavailable", "网关不通"), ("gateway-target-silent", "网关目标无应答"), ("pulse-on", "脉冲闭合"), ("pulse-off", "脉冲断开"),
        ("toggle", "翻转"), ("wake", "唤醒"), ("password", "密码"), ("save-to-flash", "存入闪存"), ("heartbeat", "心跳"), ("modes", "方式"),
        ("trigger", "触发"), ("repeat-interval", "重复间隔"), ("scan-time", "单次扫码时间"), ("baud-divisor", "波特率分频"), ("line-end", "结束符"),
        ("reset-or-sleep", "复位或休眠，未经证实"), ("release", "解除"), ("charge-off", "关充电"), ("discharge-off", "关放电"),
        ("charge-and-discharge-off", "充放电都关"), ("reset", "复位"), ("switch-discharge-mos", "放电 MOS 开关"),
        ("switch-charge-mos", "充电 MOS 开关"),
    ];

    private static (string, string)[] Readings =>
    [
        ("basic-information", "基本信息"), ("cell-voltages", "单体电压"), ("name", "名称"), ("error-counters", "故障计数"),
        ("mos-control", "MOS 控制"),
        ("battery-code", "电池编码"), ("voltage-current-soc", "总压电流电量"), ("cell-voltage-extremes", "最高最低单体"),
        ("temperature-extremes", "最高最低温度"), ("mos-and-capacity", "MOS 与容量"), ("status", "状态"), ("temperatures", "温度"),
        ("balancing", "均衡"), ("faults", "故障"), ("cells", "单体"), ("serial", "序列号"), ("versions", "版本"), ("cycles", "循环次数"),
        ("charge-mos-on", "充电 MOS 开"), ("discharge-mos-on", "放电 MOS 开"), ("balancer-on", "均衡开"), ("battery-connected", "电池在线"),
    ];

    private static (string, string)[] Faults =>
    [
        ("cell-over-voltage", "单体过压"), ("cell-under-voltage", "单体欠压"), ("pack-over-voltage", "总压过压"),
        ("pack-under-voltage", "总压欠压"),
        ("charge-over-temperature", "充电高温"), ("charge-under-temperature", "充电低温"), ("discharge-over-temperature", "放电高温"),
        ("discharge-under-temperature", "放电低温"), ("charge-over-current", "充电过流"), ("discharge-over-current", "放电过流"),
        ("short-circuit", "短路"), ("front-end-chip", "前端芯片故障"), ("mos-software-lock", "MOS 软件锁定"), ("charge-timeout", "充电超时"),
        ("cell-voltage-high", "单体电压高"), ("cell-voltage-low", "单体电压低"), ("pack-voltage-high", "总电压高"),
        ("pack-voltage-low", "总电压低"),
        ("charge-temperature-high", "充电温度高"), ("charge-temperature-low", "充电温度低"), ("discharge-temperature-high", "放电温度高"),
        ("discharge-temperature-low", "放电温度低"), ("soc-high", "电量高"), ("soc-low", "电量低"), ("voltage-difference", "压差大"),
        ("temperature-difference", "温差大"), ("charge-mos-over-temperature", "充电 MOS 高温"),
        ("discharge-mos-over-temperature", "放电 MOS 高温"),
        ("charge-mos-sensor", "充电 MOS 探头故障"), ("discharge-mos-sensor", "放电 MOS 探头故障"), ("charge-mos-stuck", "充电 MOS 粘连"),
        ("discharge-mos-stuck", "放电 MOS 粘连"), ("charge-mos-open", "充电 MOS 断路"), ("discharge-mos-open", "放电 MOS 断路"),
        ("cell-voltage-collection", "单体电压采集故障"), ("temperature-sensor", "温度探头故障"), ("eeprom", "EEPROM 故障"), ("clock", "时钟故障"),
        ("pre-charge", "预充失败"), ("communication", "通讯故障"), ("internal-communication", "内部通讯故障"), ("current-module", "电流模块故障"),
        ("pack-voltage-detection", "总压检测故障"), ("charge-forbidden-voltage-low", "低压禁止充电"),
        ("mos-off-by-gps-or-switch", "GPS 或软开关断开 MOS"), ("charging-cabinet-offline", "充电柜离线"),
        ("mos-over-temperature", "MOS 高温"),
        ("charge-over-voltage", "充电过压"), ("discharge-under-voltage", "放电欠压"), ("battery-over-temperature", "电池高温"),
        ("battery-under-temperature", "电池低温"), ("cell-difference", "单体压差大"), ("box-over-temperature", "电池箱高温"),
        ("protection-board-a", "309_A 保护（位 12）"), ("protection-board-b", "309_A 保护（位 13）"), ("wire-resistance", "连线电阻大"),
        ("cell-count", "串数不符"), ("current-sensor", "电流传感器故障"), ("charge-short-circuit", "充电短路"),
        ("discharge-short-circuit", "放电短路"), ("charge-mos", "充电 MOS 故障"), ("discharge-mos", "放电 MOS 故障"),
        ("gps-lost", "GPS 失联"),
        ("discharge-start-failed", "放电启动失败"),
    ];

    private static (string, string)[] Supplies =>
    [
        ("over-voltage", "过压"), ("over-current", "过流"), ("constant-voltage", "稳压"), ("constant-current", "稳流"), ("plus", "零上"),
        ("minus", "零下"), ("reset-energy", "电能清零"),
    ];

    private static (string, string)[] Vending =>
    [
        ("check-selection", "查询货道"), ("selection-status", "货道状态"), ("buy-selection", "购买货道"), ("dispensing-status", "出货状态"),
        ("choose-selection", "选择货道"), ("drive-selection", "直接驱动货道"), ("selection-information", "货道信息"), ("set-price", "设置价格"),
        ("set-inventory", "设置库存"), ("set-capacity", "设置容量"), ("set-product", "设置商品编号"), ("set-poll-interval", "设置轮询间隔"),
        ("fully-loaded-button", "一键补满"), ("money-collected", "收款通知"), ("amount", "当前金额"), ("show-text", "显示文字"),
        ("give-change", "请求找零"), ("change-given", "已找零"), ("money-received", "已收款"), ("set-acceptance", "设置收款面额"),
        ("synchronise", "同步信息"), ("poll", "轮询"), ("ask-machine-status", "查询整机状态"), ("machine-status", "整机状态"),
        ("ask-status", "查询状态"), ("ask-balance", "查询余额"), ("balance", "余额"), ("call-menu", "调出菜单"), ("deduct", "扣款"),
        ("microwave", "微波炉"), ("menu", "菜单"), ("menu-answer", "菜单应答"), ("out-of-stock", "缺货"), ("no-such-selection", "没有这个货道"),
        ("selection-paused", "货道停用"), ("goods-in-elevator", "升降机里有货"), ("delivery-door-unlocked", "取货门未锁"),
        ("delivery-door-open", "取货门未关"), ("elevator-error", "升降机故障"), ("elevator-self-check", "升降机自检不通过"),
        ("main-motor", "主电机故障"), ("translation-motor", "平移电机故障"), ("dispensing", "正在出货"), ("dispensed", "出货成功"),
        ("jammed", "卡货"), ("motor-does-not-stop", "电机不停"), ("no-such-motor", "没有这个电机"), ("elevator-goes-up", "升降机上升"),
        ("elevator-goes-down", "升降机下降"), ("elevator-up-error", "升降机上升故障"), ("elevator-down-error", "升降机下降故障"), ("ended", "已终止"),
    ];

    private static ImmutableDictionary<string, string> Table(params ReadOnlySpan<(string Name, string Word)[]> parts)
    {
        var table = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var part in parts)
            foreach (var (name, word) in part) table.Add(name, word);
        return table.ToImmutable();
    }
}
