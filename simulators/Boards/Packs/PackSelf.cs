using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Packs;

/// <summary>A pack as its own board knows it, with the faults of the slot put in.</summary>
public sealed record PackSelf(SimulatedPack Pack, FaultSpot Faults)
{
    /// <summary>The sensor at the transistors sits in the board's own warmth.</summary>
    private const double BoardWarmerBy = 1.5;

    /// <summary>What it says its serial is.</summary>
    public string Serial => Faults.TextOf(Fault.SaysSerial) ?? Pack.Serial;

    /// <summary>Warmth at the transistors, °C.</summary>
    public double BoardCelsius => Pack.Celsius + BoardWarmerBy;

    /// <summary>The word of the last sensor: its raw number, or that of an open one.</summary>
    /// <param name="sound">Raw number while it is sound.</param>
    /// <param name="open">Raw number of an open one in this make.</param>
    public int LastSensor(int sound, int open) => Faults.Has(Fault.OpenSensor) ? Faults.NumberOf(Fault.OpenSensor, open) : sound;

    /// <summary>Protection bits of this make that a fault sets.</summary>
    public int ProtectionBits => Faults.NumberOf(Fault.Protection, 0);

    /// <summary>Cells are never quite alike: a spread of a few millivolts that belongs to the place in the string.</summary>
    public ushort[] CellMillivolts
    {
        get
        {
            var millivolts = Math.Round(Pack.Volts * 1000 / Pack.Kind.Cells);
            return [.. Enumerable.Range(0, Pack.Kind.Cells).Select(i => (ushort)(millivolts + i * 7 % 5 - 2))];
        }
    }

    /// <summary>Full cycles.</summary>
    public int Cycles => (int)(Pack.AmpHoursThrough / (2 * Pack.Kind.AmpHours));

    /// <summary>Ampere hours left.</summary>
    public double AmpHoursLeft => Pack.Charge * Pack.Kind.AmpHours;

    /// <summary>The serial in so many bytes; the rest is 0, what does not fit is cut off.</summary>
    public byte[] SerialIn(int bytes)
    {
        var letters = Encoding.ASCII.GetBytes(Serial);
        Array.Resize(ref letters, bytes);
        return letters;
    }
}
