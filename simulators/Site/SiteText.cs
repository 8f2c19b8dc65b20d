using System.Text.Json;
using System.Text.Json.Serialization;

namespace YongAi.Simulators.Site;

/// <summary>What the simulators read of a site file, word for word. They pass over the rest.</summary>
public sealed record SiteText(
    string Cabinet,
    OrderedDictionary<string, LineText> Lines,
    ImmutableArray<SlotText> Slots = default,
    [property: JsonPropertyName("lock_boards")] ImmutableArray<LockBoardText>? LockBoards = null,
    [property: JsonPropertyName("relay_boards")] ImmutableArray<RelayBoardText>? RelayBoards = null,
    ImmutableArray<ScannerText>? Scanners = null,
    ImmutableArray<PackPatternText>? Packs = null,
    [property: JsonPropertyName("io_boards")] ImmutableArray<IoBoardText>? IoBoards = null,
    ImmutableArray<PinsText>? Pins = null,
    ImmutableArray<ContactText>? Contacts = null,
    ImmutableArray<CounterText>? Counters = null,
    ImmutableArray<OutputText>? Outputs = null,
    [property: JsonPropertyName("kernel_gauges")] ImmutableArray<KernelGaugeText>? KernelGauges = null,
    string? Sysfs = null,
    ImmutableArray<GaugeText>? Gauges = null,
    ImmutableArray<SupplyText>? Supplies = null,
    ImmutableArray<DispenserText>? Dispensers = null,
    GoodsText? Goods = null,
    [property: JsonPropertyName("return_bins")] ImmutableArray<ReturnBinText>? ReturnBins = null,
    [property: JsonPropertyName("tag_readers")] ImmutableArray<TagReaderText>? TagReaders = null,
    [property: JsonPropertyName("relay_channels")] ImmutableArray<RelayChannelText>? RelayChannels = null,
    ImmutableArray<LockerText>? Lockers = null,
    EnergyText? Energy = null);

public sealed record EnergyText([property: JsonPropertyName("cap_w")] int? CapWatts = null);

public sealed record LineText(string Path, int Baud = 9600, string Format = "8N1");

public sealed record LockBoardText(
    string Name, string Family, string Line, byte Address, string Dialect = "A", string Echo = "probe",
    [property: JsonPropertyName("read_all")] bool ReadAll = true,
    [property: JsonPropertyName("closed_level")] int? SaidClosedLevel = null,
    [property: JsonPropertyName("present_level")] int PresentLevel = 1,
    bool Settle = true, int Relays = 8, int Inputs = 8,
    [property: JsonPropertyName("pulse_ms")] int PulseMs = 500,
    [property: JsonPropertyName("poll_ms")] int PollMs = 500)
{
    /// <summary>Level of a closed door; a Winnsen board says 01 for open (hardware 1.5).</summary>
    [JsonIgnore]
    public int ClosedLevel => SaidClosedLevel ?? (Family == "winnsen" ? 0 : 1);
}

public sealed record RelayBoardText(string Name, string Family, string Line, byte Address, int Relays,
    [property: JsonPropertyName("poll_ms")] int PollMs = 2000);

public sealed record ScannerText(string Line, string End = "cr", string Setup = "none");

/// <summary>A gauge on a line; one that the kernel reads has none.</summary>
public sealed record GaugeText(
    string Name, string Use, string? Family = null, string? Line = null, byte Address = 1, int? Slot = null,
    [property: JsonPropertyName("poll_ms")] int PollMs = 2000);

public sealed record SupplyText(
    string Name, int Slot, string Family, string Line, byte Address, double Volts, double Amps,
    [property: JsonPropertyName("poll_ms")] int PollMs = 1000);

public sealed record DispenserText(string Name, string Family, string Line, ImmutableArray<ChannelText> Channels,
    string Crc = "modbus",
    [property: JsonPropertyName("poll_ms")] int PollMs = 1000);

/// <summary>A spiral, or a place for a power bank.</summary>
public sealed record ChannelText(string Channel, int Selection = 0,
    [property: JsonPropertyName("drop_sensor")] bool DropSensor = false, bool Elevator = false, byte Address = 0, int Place = 0,
    string? Item = null, string? Counter = null, string? Reader = null);

/// <summary>A box into which lent things come back.</summary>
public sealed record ReturnBinText(string Name, string Item, string Reader, string Counter);

/// <summary>What riders may have; hours, hot days and campaigns are for the edge alone.</summary>
public sealed record GoodsText(ImmutableArray<ItemText> Items);

public sealed record ItemText(string Item, string Zh, string En, [property: JsonPropertyName("per_day")] int? PerDay = null,
    [property: JsonPropertyName("per_hot_day")] int? PerHotDay = null, [property: JsonPropertyName("lent_for_h")] int? LentForHours = null);

public sealed record TagReaderText(string Name, string Line);

public sealed record PackPatternText(string Serial, string Class, int Cells, ImmutableArray<double>? Volts = null, double? Ah = null, double? Amps = null);

public sealed record SlotText(
    int Slot, string? Lock = null, string? Door = null, string? Presence = null, PackLineText? Pack = null,
    string? Charger = null,
    [property: JsonPropertyName("slot_board")] SlotBoardText? SlotBoard = null);

public sealed record SlotBoardText(
    string Line, byte Address, SerialText Serial,
    [property: JsonPropertyName("host_timeout_s")] int? HostTimeoutS = null,
    [property: JsonPropertyName("poll_ms")] int PollMs = 1000,
    [property: JsonPropertyName("state_ms")] int StateMs = 1000,
    [property: JsonPropertyName("identity_ms")] int IdentityMs = 10_000,
    [property: JsonPropertyName("pack_mv")] int PackMv = 10,
    [property: JsonPropertyName("current_ma")] int CurrentMa = 1,
    string Temperature = "kelvin");

public sealed record PackLineText(string Family, string Line, byte Address = 1, SerialText? Serial = null,
    [property: JsonPropertyName("poll_ms")] int PollMs = 1000);

/// <summary>Registers that hold a serial as ASCII.</summary>
public sealed record SerialText(int Register, int Registers);

internal static class SiteJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };
}
