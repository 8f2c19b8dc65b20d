namespace YongAi.Edge.Devices.Decoding;

/// <summary>A protocol whose frames can be read here.</summary>
/// <param name="Name">What a person types.</param>
/// <param name="Chinese">What speaks it.</param>
/// <param name="English">The same.</param>
public sealed record DecodedProtocol(string Name, string Chinese, string English);

/// <summary>
/// Reads one frame of any known protocol field by field, for people: a second reading of the tables of hardware reference
/// 1 to 5 that shares nothing with the drivers but the check sums.
/// </summary>
public static class FrameDecoder
{
    private static readonly ImmutableArray<(DecodedProtocol Protocol, Action<FrameReader> Read)> Known =
    [
        (new("8a80", "8A/80 锁控板（Shuoming、Kecheng 等）", "8A/80 lock boards (Shuoming, Kecheng and others)"), A80Decoder.Read),
        (new("wkly", "WKLY 锁控板（57 4B 4C 59）", "WKLY lock boards (57 4B 4C 59)"), WklyDecoder.Read),
        (new("cu16", "KERONG KR-CU16 锁控板", "KERONG KR-CU16 lock boards"), Cu16Decoder.Read),
        (new("winnsen", "Winnsen 16 路锁控板，无校验", "Winnsen 16-lock boards, without a check"), WinnsenDecoder.Read),
        (new("dc02", "DC 02 锁控板", "DC 02 lock boards"), Dc02Decoder.Read),
        (new("modbus-relay", "Modbus RTU 继电器板（微雪）", "Modbus RTU relay boards (Waveshare)"), ModbusRelayDecoder.Read),
        (new("jbd", "JBD 嘉佰达电池保护板", "JBD / Xiaoxiang packs"), JbdDecoder.Read),
        (new("daly-a5", "达锂电池保护板，UART/485（A5）", "Daly packs, UART/485 (A5)"), DalyA5Decoder.Read),
        (new("daly-d2", "达锂电池保护板，Modbus（D2）", "Daly packs, Modbus (D2)"), DalyModbusDecoder.ReadD2),
        (new("daly-p81", "达锂电池保护板，Modbus（81 问，51 答）", "Daly packs, Modbus (81 asks, 51 answers)"), DalyModbusDecoder.ReadP81),
        (new("jk-4e57", "极空电池保护板，串口（4E 57）", "JK packs, serial (4E 57)"), Jk4E57Decoder.Read),
        (new("jk-modbus", "极空电池保护板，Modbus", "JK packs, Modbus"), JkModbusDecoder.Read),
        (new("niu", "小牛电池", "NIU packs"), NiuDecoder.Read),
        (new("slot-board", "开源换电仓控制板（VMO RBCS）", "the open swap-slot board (VMO RBCS)"), SlotBoardDecoder.Read),
        (new("riden", "睿登 RD60xx 可调电源，Modbus", "Riden RD60xx supplies, Modbus"), RidenDecoder.Read),
        (new("sdm120", "Eastron SDM120 单相电表", "Eastron SDM120 meters, one phase"), Sdm120Decoder.Read),
        (new("dtsu666", "正泰 DTSU666 三相电表", "Chint DTSU666 meters, three phases"), Dtsu666Decoder.Read),
        (new("pzem", "PZEM-004T v3 / 014 / 016 电表模块", "PZEM-004T v3 / 014 / 016 meters"), PzemDecoder.Read),
        (new("xy-md02", "XY-MD02 温湿度变送器", "XY-MD02 sensors of temperature and humidity"), XyMd02Decoder.Read),
        (new("vmc", "弹簧货道售货机驱动板（FA FB）", "boards that drive vending spirals (FA FB)"), VmcDecoder.Read),
        (new("rdm6300", "RDM6300 类 125 kHz 读卡器", "125 kHz tag readers of the RDM6300 class"), Rdm6300Decoder.Read),
        (new("gm65", "GM65 类扫码头", "scanners of the GM65 class"), Gm65Decoder.Read),
    ];

    /// <summary>All of them.</summary>
    public static ImmutableArray<DecodedProtocol> Protocols => [.. Known.Select(known => known.Protocol)];

    /// <summary>Reads one frame.</summary>
    /// <param name="protocol">A name of <see cref="Protocols"/>.</param>
    /// <param name="frame">All its bytes; also wrong, too few or too many.</param>
    /// <param name="request">What was asked before, where it is known: it says what a reply is about.</param>
    public static Decoded Decode(string protocol, byte[] frame, byte[]? request = null)
    {
        foreach (var (known, read) in Known)
        {
            if (known.Name != protocol) continue;
            var reader = new FrameReader(frame, request);
            read(reader);
            reader.End();
            return reader.Done(protocol);
        }
        throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "no protocol of that name");
    }
}
