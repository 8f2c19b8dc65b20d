using System.Text.Json.Serialization;
using YongAi.Simulators.World.Hazards;

namespace YongAi.Simulators.World;

/// <summary>What somebody does at the cabinet with hands and eyes; <c>do</c> names it in JSON.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(ShowCode), "scan")]
[JsonDerivedType(typeof(LookAround), "look")]
[JsonDerivedType(typeof(PutPack), "put")]
[JsonDerivedType(typeof(TakePack), "take")]
[JsonDerivedType(typeof(PlugPack), "plug")]
[JsonDerivedType(typeof(WarmPack), "warm")]
[JsonDerivedType(typeof(CloseDoor), "close")]
[JsonDerivedType(typeof(ForceDoor), "open-by-force")]
[JsonDerivedType(typeof(PullLine), "pull-line")]
[JsonDerivedType(typeof(SetContact), "contact")]
[JsonDerivedType(typeof(PassCounter), "pass")]
[JsonDerivedType(typeof(SetAir), "air")]
[JsonDerivedType(typeof(BreakGauge), "break")]
[JsonDerivedType(typeof(SetFault), "fault")]
[JsonDerivedType(typeof(RestockSpiral), "restock")]
[JsonDerivedType(typeof(PutBank), "put-bank")]
[JsonDerivedType(typeof(HoldTag), "hold-tag")]
[JsonDerivedType(typeof(ShortPack), "runaway")]
[JsonDerivedType(typeof(LetWaterIn), "water")]
[JsonDerivedType(typeof(HeatAir), "heat-wave")]
[JsonDerivedType(typeof(TroubleSensor), "trouble")]
public abstract record HandsAct;

/// <summary>Holds a code before the scanner's window; the first scanner when none is named.</summary>
public sealed record ShowCode(string Text, string? Scanner = null) : HandsAct;

/// <summary>Looks at doors, packs and chargers.</summary>
public sealed record LookAround : HandsAct;

/// <summary>Puts a pack into an open slot. Without a charge said, one that was here before has what it left with.</summary>
public sealed record PutPack(int Slot, string Serial, int? Soc = null, bool Plugged = true) : HandsAct;

/// <summary>Takes the pack out of an open slot.</summary>
public sealed record TakePack(int Slot) : HandsAct;

/// <summary>Puts the plug of a pack in, or pulls it.</summary>
public sealed record PlugPack(int Slot, bool Plugged) : HandsAct;

/// <summary>Makes a pack warm or cold.</summary>
public sealed record WarmPack(int Slot, double Celsius) : HandsAct;

public sealed record CloseDoor(int Slot) : HandsAct;

public sealed record ForceDoor(int Slot) : HandsAct;

/// <summary>Pulls the cable of a serial line, or puts it back.</summary>
public sealed record PullLine(string Line, bool Pulled = true) : HandsAct;

/// <summary>Smokes at a sensor, wets a probe, presses the stop, cuts mains, opens the crew's door: by the contact's name.</summary>
public sealed record SetContact(string Name, bool Active = true) : HandsAct;

/// <summary>Something drops past a sensor, or so many pulses of water run.</summary>
public sealed record PassCounter(string Name, int Times = 1) : HandsAct;

/// <summary>Makes the air in the cabinet warm or cold, dry or damp.</summary>
public sealed record SetAir(double? Celsius = null, double? Humidity = null) : HandsAct;

/// <summary>Pulls a sensor of the kernel off its bus, or puts it back.</summary>
public sealed record BreakGauge(string Name, bool Broken = true) : HandsAct;

/// <summary>Sets a fault at a slot or a line, so many times; without times until it is cleared; 0 clears it.</summary>
public sealed record SetFault(string Name, int? Slot = null, string? Line = null, int? Times = null, string? Value = null)
    : HandsAct;

/// <summary>Fills a spiral: so many things lie in it then.</summary>
public sealed record RestockSpiral(string Channel, int Things) : HandsAct;

/// <summary>Puts a power bank into its place in a dock.</summary>
public sealed record PutBank(string Channel, string Serial, int Charge = 80) : HandsAct;

/// <summary>Holds a tag of ten hex digits before a reader; the first reader when none is named.</summary>
public sealed record HoldTag(string Tag, string? Reader = null, int HoldsMs = 500) : HandsAct;

/// <summary>A pack gets a short inside, of so many watts: it warms and runs away, at once or in an hour.</summary>
public sealed record ShortPack(int Slot, double Watts = 3000) : HandsAct;

/// <summary>Water comes in, rises so many centimetres a minute, and runs off again after so many minutes.</summary>
public sealed record LetWaterIn(double Centimetres, double PerMinute = 3, double Minutes = 10) : HandsAct;

/// <summary>Sun and air warm the cabinet to so many degrees, so many a minute; or let it cool.</summary>
public sealed record HeatAir(double Celsius, double PerMinute = 3) : HandsAct;

/// <summary>A sensor is out of order, by its name; without a word: in order again.</summary>
public sealed record TroubleSensor(string Name, SensorTrouble? Trouble = null, double? Value = null) : HandsAct;

/// <summary>What came of it.</summary>
/// <param name="Ok">False when physics refused.</param>
/// <param name="Why">Why not.</param>
/// <param name="Slots">What was seen.</param>
/// <param name="Serial">The pack taken.</param>
/// <param name="Soc">Its charge in per cent.</param>
/// <param name="Shelf">What was seen of channels that hand goods out; null when there are none.</param>
public sealed record HandsAnswer(
    bool Ok, string? Why = null, ImmutableArray<SlotLook>? Slots = null, string? Serial = null, int? Soc = null,
    ImmutableArray<ChannelLook>? Shelf = null)
{
    /// <summary>What is switched on beyond the slots: fans, siren, lamps.</summary>
    public ImmutableArray<string>? On { get; init; }

    public static HandsAnswer Done { get; } = new(true);

    public static HandsAnswer Of(string? why) => why is null ? Done : new HandsAnswer(false, why);
}

/// <summary>One slot as seen from outside and, for the pack, by an all-knowing eye.</summary>
/// <param name="Slot">Its number.</param>
/// <param name="Door"><c>open</c> or <c>closed</c>.</param>
/// <param name="Charger">Whether the charger has mains.</param>
/// <param name="Pack">The pack in it, or null.</param>
/// <param name="Pulses">How often its lock has had a pulse since the beginning.</param>
public sealed record SlotLook(int Slot, string Door, bool Charger, PackLook? Pack = null, int Pulses = 0)
{
    [JsonIgnore] public bool IsOpen => Door == "open";
}

/// <summary>A spiral or a place for a power bank.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Things">What lies in it.</param>
/// <param name="Acts">How often its motor or bolt was moved since the beginning.</param>
/// <param name="Gone">How many things fell or were pushed out.</param>
public sealed record ChannelLook(string Channel, int Things, int Acts, int Gone);

public sealed record PackLook(string Serial, int Soc, double Volts, double Amps, double Celsius, bool Plugged);
