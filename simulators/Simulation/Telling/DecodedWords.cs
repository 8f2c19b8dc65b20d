using System.Globalization;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Decoding;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Simulators.Simulation.Telling;

/// <summary>The frames of makes that have no words of their own in a story: as <c>decode</c> reads them, what they are and their first fields.</summary>
internal static class DecodedWords
{
    private const int FieldsShown = 8;
    private static readonly string[] Around = ["head", "length", "check", "end", "direction", "terminal", "record"];
    private static readonly string[] Orders = ["open", "write", "hold", "flash", "set"];

    /// <summary>What a piece of bytes says; null when it is no whole frame of this device.</summary>
    public static FrameSaid? Of(DeviceWiring device, ReadOnlySpan<byte> bytes)
    {
        if (ProtocolOf(device) is not { } protocol || FrameDecoder.Decode(protocol, bytes.ToArray(), null) is not { IsRight: true } frame) return null;
        var what = frame.Fields.FirstOrDefault(field => field is { Name: "command" or "function", Meaning: not null })?.Meaning ?? "frame";
        var fields = frame.Fields.Where(field => !Around.Contains(field.Name)).Take(FieldsShown).Select(Words);
        var reads = Orders.Any(order => what.StartsWith(order, StringComparison.Ordinal)) ? null : $"{protocol} {Address(frame)} {what}";
        return new FrameSaid($"{protocol} {what}: {string.Join(", ", fields)}", reads);
    }

    private static string Address(Decoded frame) =>
        frame.Fields.FirstOrDefault(field => field.Name is "address" or "station") is { } address ? Words(address) : "";

    private static string Words(DecodedField field) => $"{field.Name} {Value(field.Value)}{(field.Unit is { } unit ? $" {unit}" : "")}";

    private static string Value(DecodedValue value) => value switch
    {
        Measure measure => measure.Number.ToString("0.######", CultureInfo.InvariantCulture),
        Text text => text.Written,
        Names names => names.Set.IsEmpty ? "none" : string.Join('+', names.Set),
        Numbers numbers => string.Join(' ', numbers.All),
        _ => "",
    };

    private static string? ProtocolOf(DeviceWiring device) => device switch
    {
        LockBoardWiring board => board.Make switch
        {
            WklyMake => "wkly",
            Cu16Make => "cu16",
            WinnsenMake => "winnsen",
            Dc02Make => "dc02",
            RelayLockMake => "modbus-relay",
            _ => null,
        },
        PackWiring pack => pack.Make switch
        {
            DalyA5Make => "daly-a5",
            DalyModbusMake { Map: DalyMap.P81 } => "daly-p81",
            DalyModbusMake => "daly-d2",
            Jk4E57Make => "jk-4e57",
            JkModbusMake => "jk-modbus",
            NiuMake => "niu",
            _ => null,
        },
        SlotBoardWiring => "slot-board",
        GaugeWiring gauge => ProtocolOf(gauge.Fit.Make),
        SupplyWiring => "riden",
        IoBoardWiring => "modbus-relay",
        VmcWiring => "vmc",
        TagReaderWiring => "rdm6300",
        _ => null,
    };

    /// <summary>What a gauge speaks, as <c>decode</c> calls it.</summary>
    public static string ProtocolOf(GaugeMake make) => make switch
    {
        GaugeMake.Sdm120 => "sdm120",
        GaugeMake.Dtsu666 => "dtsu666",
        GaugeMake.Pzem => "pzem",
        _ => "xy-md02",
    };
}
