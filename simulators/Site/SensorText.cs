using System.Text.Json.Serialization;

namespace YongAi.Simulators.Site;

/// <summary>A Modbus board with relays and inputs that serve no lock and no charger.</summary>
public sealed record IoBoardText(string Name, string Family, string Line, byte Address, int Relays = 8, int Inputs = 8,
    [property: JsonPropertyName("poll_ms")] int PollMs = 500);

/// <summary>A chip whose pins are used.</summary>
public sealed record PinsText(string Name, string Chip);

public sealed record PinText(string At);

public sealed record InputText(string Port, [property: JsonPropertyName("active_level")] int ActiveLevel = 1);

public sealed record ContactText(string Name, string Use, int? Slot = null, PinText? Pin = null, InputText? Input = null);

public sealed record CounterText(string Name, PinText Pin);

public sealed record OutputText(string Name, string Use, int? Slot = null, PinText? Pin = null, string? Relay = null);

/// <summary>A gauge that a driver of the kernel reads.</summary>
public sealed record KernelGaugeText(string Name, string Use, string At, int? Slot = null, int Nth = 0);

/// <summary>A slot behind whose door a thing lies that is handed out.</summary>
public sealed record LockerText(string Channel, string Item, int Slot);

/// <summary>A channel that one relay hands out from.</summary>
public sealed record RelayChannelText(string Channel, string Relay, [property: JsonPropertyName("pulse_ms")] int PulseMs, string? Item = null, string? Counter = null,
    string? Reader = null);
