using System.Text.Json;
using System.Text.Json.Serialization;

namespace YongAi.Simulators.Site;

/// <summary>What the simulators read of a site file, word for word. They pass over the rest.</summary>
public sealed record SiteText(
    string Cabinet,
    OrderedDictionary<string, LineText> Lines,
    ImmutableArray<SlotText> Slots,
    [property: JsonPropertyName("lock_boards")] ImmutableArray<LockBoardText>? LockBoards = null,
    [property: JsonPropertyName("relay_boards")] ImmutableArray<RelayBoardText>? RelayBoards = null,
    ImmutableArray<ScannerText>? Scanners = null,
    ImmutableArray<PackPatternText>? Packs = null);

public sealed record LineText(string Path, int Baud);

public sealed record LockBoardText(
    string Name, string Family, string Line, byte Address, string Dialect = "A", string Echo = "probe",
    [property: JsonPropertyName("read_all")] bool ReadAll = true,
    [property: JsonPropertyName("closed_level")] int ClosedLevel = 1,
    [property: JsonPropertyName("present_level")] int PresentLevel = 1);

public sealed record RelayBoardText(string Name, string Family, string Line, byte Address, int Relays);

public sealed record ScannerText(string Line, string End = "cr");

public sealed record PackPatternText(string Serial, string Class, int Cells, ImmutableArray<double>? Volts = null);

public sealed record SlotText(
    int Slot, string? Lock = null, string? Door = null, string? Presence = null, PackLineText? Pack = null,
    string? Charger = null);

public sealed record PackLineText(string Family, string Line);

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
