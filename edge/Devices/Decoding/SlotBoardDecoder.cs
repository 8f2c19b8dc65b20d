namespace YongAi.Edge.Devices.Decoding;

/// <summary>The open controller of one swap slot, VMO_RBCS_V2: 52 registers whose scales are not confirmed (hardware reference
/// 1.8).</summary>
internal static class SlotBoardDecoder
{
    private static readonly ModbusDevice Device = new(new RegisterMap(
    [
        new(0, 2, "bms_state", Coded.Raw), new(1, 2, "control_request", Coded.Raw), new(2, 2, "control_response", Coded.Raw),
        new(3, 2, "fet_control", Coded.Raw), new(4, 2, "fet_state", Coded.Raw), new(5, 2, "alarm", new Bits("alarm_bits", [])),
        new(6, 2, "fault", new Bits("fault_bits", [])), new(7, 2, "pack_voltage", Quantity.Count),
            new(8, 2, "stack_voltage", Quantity.Count),
        .. RegisterMap.Row(9, 2, "current", Quantity.Count), new(11, 2, "id_voltage", Quantity.Count),
        .. RegisterMap.Row(12, 6, "temperature", Quantity.Count), .. RegisterMap.Row(18, 12, "cell", Quantity.Count),
        new(33, 2, "cell_13", Quantity.Count), .. RegisterMap.Row(34, 3, "safety", Coded.Raw),
        .. RegisterMap.Row(37, 6, "accumulator", Quantity.Count), new(43, 2, "percent", Quantity.Percent),
            new(44, 2, "target", Quantity.Count),
        new(45, 2, "resistance", Quantity.Count), new(46, 2, "soc", Quantity.Percent), new(47, 2, "soh", Quantity.Percent),
        new(48, 2, "battery_in_slot", Coded.OnOff with { Meanings = null }), new(49, 2, "can_timeout", Coded.Raw),
        new(50, 2, "emergency_stop", Coded.Raw), new(51, 2, "charge_control", Coded.Raw),
    ]));

    public static void Read(FrameReader frame)
    {
        ModbusFrame.Read(frame, Device);
        if (frame.Peek(1) is 0x03 or 0x06 or 0x10)
            frame.Remark("scales of voltages, currents and temperatures are not confirmed: they are raw numbers",
                "电压、电流、温度的换算未经证实，所以给出原始数值");
    }
}
