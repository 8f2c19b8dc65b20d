using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Edge.Devices.SlotBoards;

/// <summary>How a slot board is fitted.</summary>
/// <param name="Address">1 to 31, by DIP switch.</param>
/// <param name="Slot">Its slot: the pack in it, the presence switches, the charger.</param>
/// <param name="Serial">Where it keeps the pack's serial; the public register map has no place for it.</param>
public sealed record SlotBoardFit(byte Address, SlotNumber Slot, SerialRegisters Serial)
{
    /// <summary>How often the values are read.</summary>
    public TimeSpan ValuesEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often presence, charge control and state of charge are read.</summary>
    public TimeSpan StateEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often serial and cells are read; a pack that has just come is asked for them at once.</summary>
    public TimeSpan IdentityEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The board itself switches the charger off when nobody has written charge control for so long; null when it does not, and then it
    /// is never asked to charge.
    /// </summary>
    public TimeSpan? HostTimeout { get; init; }

    /// <summary>What a bit of the values is worth; no source says it.</summary>
    public SlotBoardScale Scale { get; init; } = new();
}

/// <summary>
/// What a bit of the values is worth. The names in the register map are those of a BQ769x2 front end (safety A to C, accumulated charge), so
/// the defaults are that chip's: not confirmed.
/// </summary>
/// <param name="PackMillivolts">A bit of the pack voltage.</param>
/// <param name="CurrentMilliamps">A bit of the current, into the pack positive; negative where the board counts the other way.</param>
/// <param name="Kelvin">Temperatures count tenths of a kelvin; otherwise tenths of a degree Celsius.</param>
public sealed record SlotBoardScale(int PackMillivolts = 10, int CurrentMilliamps = 1, bool Kelvin = true);
