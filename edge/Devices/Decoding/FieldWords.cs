namespace YongAi.Edge.Devices.Decoding;

/// <summary>Chinese for the names of fields; numbers in them are left out here.</summary>
internal static class FieldWords
{
    public static readonly ImmutableDictionary<string, string> Chinese = Table(Frame, Locks, Packs, Limits, Scanners, Meters, Vending);

    private static (string, string)[] Frame =>
    [
        ("head", "帧头"), ("head_2", "帧头二"), ("wake", "唤醒字节"), ("end", "帧尾"), ("check", "校验"), ("length", "长度"),
        ("direction", "方向"), ("address", "地址"), ("function", "功能码"), ("command", "命令"), ("access", "读或写"), ("status", "状态"),
        ("type", "类型"), ("source", "来源"), ("terminal", "终端号"), ("record", "记录号"), ("tag", "标签"), ("tag_name", "标签名"),
        ("item", "数据项"), ("data", "数据"), ("more_data", "其余数据"), ("data_2", "数据二"), ("reserved", "保留"), ("frame_number", "帧序号"),
        ("register", "寄存器"), ("registers", "寄存器值"), ("count", "个数"), ("value", "值"), ("exception", "异常码"), ("mask", "位图"),
        ("parameter", "参数"), ("parity", "奇偶校验"), ("baud", "波特率"), ("version", "版本"),
        ("device_address", "设备地址"), ("board_address", "板地址"), ("protocol_version", "协议版本"), ("software_version", "软件版本"),
        ("hardware_version", "硬件版本"), ("password", "密码"), ("name", "名称"), ("model", "型号"), ("serial", "序列号"),
    ];

    private static (string, string)[] Locks =>
    [
        ("board", "板号"), ("station", "站号"), ("lock", "锁号"), ("locks", "锁"), ("lock_state", "锁状态"), ("state", "状态"),
        ("level", "电平"), ("levels", "电平位图"), ("drive_time", "驱动时间"), ("pulses", "脉冲数"), ("auto_report", "自动上报"),
        ("hooks", "锁钩位"), ("infrared", "红外"), ("unlock_time", "开锁时间"), ("delay", "延时"), ("relay", "继电器"),
        ("relays", "继电器状态"), ("coil", "线圈"), ("coils", "线圈状态"), ("input", "输入"), ("inputs", "输入状态"), ("action", "动作"),
        ("pulse_time", "脉冲时间"), ("link_mode", "联动方式"), ("control_request", "控制请求"), ("control_response", "控制应答"),
        ("emergency_stop", "急停"), ("battery_in_slot", "仓内有电池"), ("can_timeout", "CAN 超时"), ("charge_control", "充电控制"),
        ("safety", "安全"), ("accumulator", "累计值"), ("percent", "百分比"), ("target", "目标"), ("resistance", "电阻"),
        ("id_voltage", "识别电压"),
        ("stack_voltage", "电堆电压"), ("fet_control", "FET 控制"), ("bms_state", "BMS 状态"),
    ];

    private static (string, string)[] Packs =>
    [
        ("pack_voltage", "总电压"), ("gathered_voltage", "采集总电压"), ("current", "电流"), ("soc", "电量"), ("soh", "健康度"),
        ("remaining_capacity", "剩余容量"), ("nominal_capacity", "标称容量"), ("full_capacity", "满充容量"), ("rated_capacity", "额定容量"),
        ("actual_capacity", "实际容量"), ("cycle_capacity", "累计循环容量"), ("capacity_setting", "容量设置"), ("cycles", "循环次数"),
        ("production_date", "生产日期"), ("production_month", "生产年月"), ("balance", "均衡位"), ("balancing", "正在均衡"),
        ("balancer", "均衡器"), ("balancer_switch", "均衡开关"), ("balance_state", "均衡状态"), ("balance_current", "均衡电流"),
        ("protection", "保护位"), ("faults", "故障"), ("fault", "故障位图"), ("fault_bits", "故障位"), ("fault_code", "故障代码"),
        ("alarms", "告警位"), ("alarm", "告警位"), ("alarm_bits", "告警位名"), ("fet_state", "FET 状态"), ("fet", "导通的 FET"),
        ("cells", "串数"), ("cells_setting", "串数设置"), ("cells_present", "在位单体"), ("present", "在位"), ("cell", "单体"),
        ("max_cell", "最高单体"), ("min_cell", "最低单体"), ("max_cell_number", "最高单体编号"), ("min_cell_number", "最低单体编号"),
        ("average_cell", "平均单体电压"), ("cell_difference", "单体压差"), ("temperature_sensors", "温度探头数"), ("temperature", "温度"),
        ("max_temperature", "最高温度"), ("min_temperature", "最低温度"), ("max_temperature_number", "最高温度编号"),
        ("min_temperature_number", "最低温度编号"), ("mos_temperature", "MOS 温度"), ("box_temperature", "电池箱温度"),
        ("battery_temperature", "电池温度"), ("board_temperature", "板温"), ("power", "功率"), ("energy", "电能"),
        ("charge_mos", "充电 MOS"),
        ("discharge_mos", "放电 MOS"), ("pre_charge_mos", "预充 MOS"), ("heating_mos", "加热 MOS"), ("pre_charge", "预充"),
        ("mos_control", "MOS 控制"), ("charge_switch", "充电开关"), ("discharge_switch", "放电开关"), ("charge_state", "充电状态"),
        ("discharge_state", "放电状态"), ("life_counter", "心跳计数"), ("charger", "充电器"), ("load", "负载"), ("dio_state", "DI/DO 位"),
        ("inputs_and_outputs", "DI/DO"), ("battery_code", "电池编码"), ("status_bits", "状态位"), ("device_id", "设备编号"),
        ("maker_id", "厂家编号"), ("working_time", "工作时间"), ("run_time", "运行时间"), ("time_left", "剩余时间"),
        ("calibration_active", "电流校准中"), ("restart", "重启"), ("factory_settings", "恢复出厂"), ("remote_upgrade", "远程升级"),
        ("special_charger", "专用充电器"), ("chemistry", "电池类型"), ("current_calibration", "电流校准"),
        ("short_circuit_count", "短路次数"), ("charge_over_current_count", "充电过流次数"), ("discharge_over_current_count", "放电过流次数"),
        ("cell_over_voltage_count", "单体过压次数"), ("cell_under_voltage_count", "单体欠压次数"),
        ("charge_over_temperature_count", "充电高温次数"), ("charge_under_temperature_count", "充电低温次数"),
        ("discharge_over_temperature_count", "放电高温次数"), ("discharge_under_temperature_count", "放电低温次数"),
        ("pack_over_voltage_count", "总压过压次数"), ("pack_under_voltage_count", "总压欠压次数"),
    ];

    private static (string, string)[] Limits =>
    [
        ("pack_over_voltage_limit", "总压过压保护"), ("pack_under_voltage_limit", "总压欠压保护"), ("cell_over_voltage_limit", "单体过压保护"),
        ("cell_over_voltage_recovery", "单体过压恢复"), ("cell_over_voltage_delay", "单体过压延时"), ("cell_under_voltage_limit", "单体欠压保护"),
        ("cell_under_voltage_recovery", "单体欠压恢复"), ("cell_under_voltage_delay", "单体欠压延时"), ("cell_difference_limit", "压差保护"),
        ("discharge_over_current_limit", "放电过流保护"), ("discharge_over_current_delay", "放电过流延时"),
        ("charge_over_current_limit", "充电过流保护"), ("charge_over_current_delay", "充电过流延时"), ("balance_start", "均衡起始电压"),
        ("balance_difference", "均衡压差"), ("mos_hot_limit", "MOS 高温保护"), ("mos_hot_recovery", "MOS 高温恢复"),
        ("box_hot_limit", "电池箱高温保护"),
        ("box_hot_recovery", "电池箱高温恢复"), ("temperature_difference_limit", "温差保护"), ("charge_hot_limit", "充电高温保护"),
        ("discharge_hot_limit", "放电高温保护"), ("charge_cold_limit", "充电低温保护"), ("charge_cold_recovery", "充电低温恢复"),
        ("discharge_cold_limit", "放电低温保护"), ("discharge_cold_recovery", "放电低温恢复"), ("sleep_wait", "休眠等待"),
        ("soc_low_limit", "低电量告警"), ("soc_setting", "电量设置"), ("gps_off_voltage", "GPS 断电电压"), ("gps_on_voltage", "GPS 恢复电压"),
        ("cell_reference_voltage", "单体参考电压"), ("collecting_boards", "采集板数"), ("board_cells", "采集板串数"),
        ("board_sensors", "采集板探头数"),
        ("cell_voltage_high_warning", "单体电压高提醒"), ("cell_voltage_high_alarm", "单体电压高告警"),
        ("cell_voltage_low_warning", "单体电压低提醒"), ("cell_voltage_low_alarm", "单体电压低告警"),
        ("pack_voltage_high_warning", "总电压高提醒"), ("pack_voltage_high_alarm", "总电压高告警"),
        ("pack_voltage_low_warning", "总电压低提醒"), ("pack_voltage_low_alarm", "总电压低告警"),
        ("charge_current_warning", "充电电流提醒"), ("charge_current_alarm", "充电电流告警"),
        ("discharge_current_warning", "放电电流提醒"), ("discharge_current_alarm", "放电电流告警"),
        ("charge_temperature_high_warning", "充电温度高提醒"), ("charge_temperature_high_alarm", "充电温度高告警"),
        ("charge_temperature_low_warning", "充电温度低提醒"), ("charge_temperature_low_alarm", "充电温度低告警"),
        ("discharge_temperature_high_warning", "放电温度高提醒"), ("discharge_temperature_high_alarm", "放电温度高告警"),
        ("discharge_temperature_low_warning", "放电温度低提醒"), ("discharge_temperature_low_alarm", "放电温度低告警"),
        ("mos_temperature_alarm", "MOS 温度告警"),
    ];

    private static (string, string)[] Scanners =>
    [
        ("zone", "区号"), ("modes", "方式位"), ("trigger_mode", "触发方式"), ("trigger", "触发一次"), ("light", "补光"), ("aim", "瞄准"),
        ("sound", "声音"), ("success_led", "成功灯"), ("repeat_interval", "重复间隔"), ("scan_time", "单次扫码时间"),
        ("baud_divisor", "波特率分频"), ("line_end", "结束符"),
    ];

    private static (string, string)[] Meters =>
    [
        ("firmware", "固件版本"), ("temperature_sign", "温度符号"), ("voltage_set", "设定电压"), ("current_set", "设定电流"), ("voltage", "电压"),
        ("voltage_in", "输入电压"), ("keypad_lock", "按键锁"), ("protection_tripped", "保护动作"), ("regulation", "稳压或稳流"), ("output", "输出"),
        ("preset", "预设组"), ("battery_mode", "电池模式"), ("battery_voltage", "电池电压"), ("probe_sign", "外接探头符号"),
        ("probe_temperature", "外接探头温度"), ("year", "年"), ("month", "月"), ("day", "日"), ("hour", "时"), ("minute", "分"), ("second", "秒"),
        ("preset_voltage", "预设电压"), ("preset_current", "预设电流"), ("preset_over_voltage", "预设过压保护"),
        ("preset_over_current", "预设过流保护"), ("apparent_power", "视在功率"), ("reactive_power", "无功功率"), ("power_factor", "功率因数"),
        ("phase_angle", "相角"), ("frequency", "频率"), ("import_energy", "正向电能"), ("export_energy", "反向电能"), ("total_energy", "总电能"),
        ("current_ratio", "电流互感器变比"), ("voltage_ratio", "电压互感器变比"), ("protocol_setting", "协议设置"), ("baud_code", "波特率代码"),
        ("voltage_ab", "AB 线电压"), ("voltage_bc", "BC 线电压"), ("voltage_ca", "CA 线电压"), ("voltage_a", "A 相电压"), ("voltage_b", "B 相电压"),
        ("voltage_c", "C 相电压"), ("current_a", "A 相电流"), ("current_b", "B 相电流"), ("current_c", "C 相电流"), ("power_a", "A 相功率"),
        ("power_b", "B 相功率"), ("power_c", "C 相功率"), ("reactive_power_a", "A 相无功功率"), ("reactive_power_b", "B 相无功功率"),
        ("reactive_power_c", "C 相无功功率"), ("power_factor_a", "A 相功率因数"), ("power_factor_b", "B 相功率因数"),
        ("power_factor_c", "C 相功率因数"), ("power_alarm", "功率告警"), ("power_alarm_from", "功率告警门限"), ("humidity", "湿度"), ("delivered_charge", "累计安时"),
        ("delivered_energy", "累计瓦时"),
    ];

    private static (string, string)[] Vending =>
    [
        ("sender", "发送方"), ("pack_number", "包序号"), ("selection", "货道"), ("drop_sensor", "掉货检测"), ("elevator", "升降机"), ("price", "价格"),
        ("inventory", "库存"), ("capacity", "容量"), ("product", "商品编号"), ("interval", "间隔"), ("number", "卡号"),
    ];

    private static ImmutableDictionary<string, string> Table(params ReadOnlySpan<(string Name, string Word)[]> parts)
    {
        var table = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var part in parts)
            foreach (var (name, word) in part) table.Add(name, word);
        return table.ToImmutable();
    }
}
