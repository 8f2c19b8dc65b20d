using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>A fault that a pack or its line can have, and the story of a pack that has it.</summary>
/// <param name="Name">As the simulated cabinet knows it; its line has the same name.</param>
/// <param name="Story">What happens, and what must be true.</param>
/// <param name="Makes">Who can have it; none named: everybody.</param>
internal sealed record PackFault(string Name, Action<PackOnTerminal> Story, params string[] Makes)
{
    private static readonly string[] OnModbus = ["daly-d2", "daly-p81", "jk-modbus"];

    public static readonly ImmutableArray<PackFault> All =
    [
        new("silent", pack => pack.IsSilent()),
        new("drop-answer", pack => pack.IsSilent()),
        new("wires-swapped", pack => pack.IsSilent()),
        new("mute", pack => pack.IsSilent()),
        new("corrupt", pack => pack.IsUnreadable()),
        new("lose-byte", pack => pack.IsUnreadable()),
        new("exception", pack => pack.IsUnreadable(), OnModbus),
        new("reset", pack => pack.IsDark()),
        new("late", pack => pack.IsHeardTooLate()),
        new("glue", pack => pack.IsHeardTooLate()),
        new("split", pack => pack.IsReadAllTheSame()),
        new("noise", pack => pack.IsReadAllTheSame()),
        new("echo", pack => pack.IsReadAllTheSame()),
        new("corrupt-every", pack => pack.IsReadAllTheSame()) { Value = "3" },
        new("report-first", pack => pack.IsReadAllTheSame(), "jk-4e57"),
        new("asleep", pack => pack.IsAsleep()),
        new("open-sensor", pack => pack.HasAnOpenSensor()),
        new("says-serial", pack => pack.SaysAnotherSerial()),
        new("exchanged", pack => pack.IsExchanged()),
        new("pulled", pack => pack.IsPulled()),
    ];

    /// <summary>What comes with it.</summary>
    public string? Value { get; init; }

    public FaultSeat Seat => FaultNames.TryFind(Name, out var fault) ? FaultNames.SeatOf(fault) : FaultSeat.Line;

    /// <summary>Whether packs of a make can have it.</summary>
    public bool Befalls(string make) => Makes is [] || Makes.Contains(make);
}
