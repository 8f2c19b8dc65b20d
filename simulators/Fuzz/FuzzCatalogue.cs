namespace YongAi.Simulators.Fuzz;

/// <summary>One thing that reads from outside, and which program fuzzes it.</summary>
/// <param name="Name">What <c>--target</c> takes.</param>
/// <param name="OfHost">True for tests/fuzz, which knows the host; false for simulators.</param>
/// <param name="Chinese">What is fed and what is judged.</param>
/// <param name="English">The same.</param>
public sealed record FuzzEntry(string Name, bool OfHost, string Chinese, string English)
{
    /// <summary>How its program is called.</summary>
    public string Program => OfHost ? FuzzCatalogue.HostProgram : FuzzCatalogue.OwnProgram;
}

/// <summary>
/// The targets of both programs. The simulators do not know the host, so its targets are only named here; a test holds the names
/// together.
/// </summary>
public static class FuzzCatalogue
{
    public const string OwnProgram = "dotnet run -c Release --project simulators -- fuzz";
    public const string HostProgram = "dotnet run -c Release --project tests/fuzz --";

    public static ImmutableArray<FuzzEntry> All { get; } =
    [
        Own("lock-a", "8A/80 锁控板 A 方言，整板读：乱帧绝不成为门或到位的事实",
            "8A/80 lock board, dialect A, read as a whole: no garbled frame becomes a fact of a door"),
        Own("lock-b", "8A/80 锁控板 B 方言，逐路读：同上", "8A/80 lock board, dialect B, read by channels: the same"),
        Own("lock-wkly", "WKLY 锁控板：同上；门况上报夹在其间", "WKLY lock board: the same, with reports in between"),
        Own("lock-cu16", "CU16 锁控板：同上", "CU16 lock board: the same"),
        Own("lock-winnsen", "Winnsen 锁控板，帧无校验：两次相同才成事实", "Winnsen lock board, frames without a check: two alike make a fact"),
        Own("lock-dc02", "DC 02 锁控板：同上", "DC 02 lock board: no garbled frame becomes a fact of a door"),
        Own("lock-relay", "Modbus 继电器板开锁：同上", "Modbus relay board with locks: the same"),
        Own("jbd", "JBD 电池：没有同一轮的完好帧就没有读数", "JBD pack: no reading without whole frames of its own round"),
        Own("pack-daly-a5", "达锂 A5 电池：没有同一轮五项完好应答就没有读数", "Daly A5 pack: no reading without five whole answers of one round"),
        Own("pack-daly-d2", "达锂 Modbus D2 电池：同上", "Daly Modbus D2 pack: no reading without whole answers of its own round"),
        Own("pack-daly-p81", "达锂 Modbus 81 电池，由 51 应答：同上", "Daly Modbus 81 pack that answers from 51: the same"),
        Own("pack-jk-4e57", "极空 4E57 电池，一帧说尽：宽度不明的标签之后都不采信",
            "JK 4E57 pack, one answer for all: nothing is believed behind a tag whose width nobody knows"),
        Own("pack-jk-modbus", "极空 Modbus 电池：没有同一轮的完好应答就没有读数", "JK Modbus pack: no reading without whole answers of its own round"),
        Own("pack-niu", "小牛电池：同上", "NIU pack: the same"),
        Own("slot-board", "仓控板：在位、充电与读数都须有问有答，充电必有指令",
            "slot board: presence, charger and readings are answers to questions, and no charging without an order"),
        Own("relay", "Modbus 继电器板：没有校验正确的应答就没有充电状态",
            "Modbus relay board: no state of a charger without an answer whose check holds"),
        Own("scanner", "扫码头的文本与应答帧：说出的都来自线上，长度有限",
            "scanner text and acknowledgements: what is told came from the line, and is bounded"),
        Own("line", "一条线路上两块锁控板加继电器板，杂讯夹在真应答之间", "one line with two lock boards and a relay board, noise between true answers"),
        Own("decode", "供人看的逐帧解读：校验不对的绝不说对，说出的都在帧内", "frames read for people: none is right whose check does not hold"),
        Own("base45", "Base45，与另一读法逐一比对", "Base45, against a second reader"),
        Own("cbor", "严格 CBOR、COSE 与各项声明，与另一规则比对", "strict CBOR, COSE and claims, against a second set of rules"),
        Own("code", "骑手码：只有确实签过的内容才通过签名检查", "rider codes: only what was really signed passes the signature checks"),
        Own("crew", "工牌所求：只有真正写明的操作和仓号才成为指令", "what a badge asks for: an order comes only from an act and a slot that are named"),
        Own("command", "云端签名指令：改过的绝不执行，执行的与原文一致",
            "signed commands: none that was changed is followed, and what is followed is what was signed"),
        Own("ack", "云端签名确认：未交出的位置绝不相信", "signed acknowledgements: a position never handed over is never believed"),
        Own("event", "上行事件信封与数据", "events: the envelope and its data"),
        Own("status", "在线状态消息", "status messages"),
        Own("telemetry", "遥测批次", "batches of telemetry"),
        Own("topic", "MQTT 主题名", "names of MQTT topics"),
        Own("address", "MQTT 服务器地址", "addresses of MQTT brokers"),
        Own("rig", "整机：所有线路同时受扰，不因杂讯开锁或充电", "the whole rig: every line disturbed, no lock fired and no charger on because of it"),
        OfHost("site", "站点文件", "the site file"),
        OfHost("trust", "信任库文件", "the trust store's file"),
        OfHost("journal-row", "日志行：读回的与写下的一致，读不了的说明原因", "journal rows: read back as written, or refused with the reason"),
        OfHost("snapshot", "账的快照", "snapshots of the ledger"),
        OfHost("journal-file", "磁盘上的日志文件：损坏的另存，绝不悄悄变空",
            "the journal's file on disk: a damaged one is set aside, never silently empty"),
        OfHost("last-end", "上次如何结束的文件", "the files that say how the last run ended"),
        OfHost("ack-intake", "确认消息的接收", "the intake of acknowledgements"),
        OfHost("command-intake", "指令消息的接收", "the intake of commands"),
        OfHost("http", "柜内本机 HTTP（真实 Kestrel，本机回环）", "the cabinet's local HTTP (the real Kestrel on loopback)"),
        OfHost("http-cloud", "云桥 HTTP（真实 Kestrel，本机回环）", "the cloud bridge's HTTP (the real Kestrel on loopback)"),
    ];

    /// <summary>One a line: name, program, what it is.</summary>
    public static string List() => string.Join('\n', All.Select(entry =>
        $"{entry.Name,-15} {(entry.OfHost ? "tests/fuzz" : "simulators"),-11} {entry.Chinese} / {entry.English}"));

    private static FuzzEntry Own(string name, string chinese, string english) => new(name, false, chinese, english);

    private static FuzzEntry OfHost(string name, string chinese, string english) => new(name, true, chinese, english);
}
