using System.Text;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>What one answer says of a pack; null where it says nothing of it.</summary>
public sealed record PackSaid
{
    public string? Serial { get; init; }
    public double? Volts { get; init; }
    public double? Amps { get; init; }
    public int? Percent { get; init; }
    public (double Coldest, double Hottest)? Celsius { get; init; }
    public int? Cells { get; init; }
    public PackFaults Faults { get; init; }

    /// <summary>What was left out of a reading if nobody said anything else.</summary>
    public string Missing => string.Join(", ", new (string Name, object? Said)[]
    {
        ("serial", Serial), ("volts", Volts), ("amps", Amps), ("percent", Percent), ("temperatures", Celsius), ("cells", Cells),
    }.Where(part => part.Said is null).Select(part => part.Name));

    /// <summary>Both together; what the first one says counts.</summary>
    public PackSaid With(PackSaid other) => new()
    {
        Serial = Serial ?? other.Serial, Volts = Volts ?? other.Volts, Amps = Amps ?? other.Amps, Percent = Percent ?? other.Percent,
        Celsius = Celsius ?? other.Celsius, Cells = Cells ?? other.Cells, Faults = Faults | other.Faults,
    };

    /// <summary>True when nothing of it is otherwise in the reading; faults add up and are looked at in the end.</summary>
    public bool Fits(PackReading reading) =>
        (Serial is null || Serial == reading.Serial.Text) && Near(Volts, reading.Volts.Value) && Near(Amps, reading.Amps.Value)
        && (Percent is null || Percent == reading.Charge.Percent) && (Cells is null || Cells == reading.Cells)
        && Near(Celsius?.Coldest, reading.Coldest.Value) && Near(Celsius?.Hottest, reading.Hottest.Value);

    private static bool Near(double? said, double read) => said is null || Math.Abs(said.Value - read) < 1e-6;
}

/// <summary>
/// The frames of one make of pack, written from the hardware reference and the makes' pages and not from the edge's readers. A round asks
/// for its parts in order; each part is said by one answer.
/// </summary>
public abstract class PackTable
{
    /// <summary>A sensor below or above is broken; the numbers of the makes' pages.</summary>
    private const double SensorLeast = -30, SensorMost = 120;

    public abstract PackMake Make { get; }

    /// <summary>Answers that make a reading.</summary>
    public abstract int Parts { get; }

    public abstract FrameShape Shape { get; }

    public abstract IReadOnlyList<byte[]> Frames { get; }

    public abstract byte[]? Answer(ReadOnlySpan<byte> question, Chance chance);

    /// <summary>Which part a question asks for, 0 first; null when it asks for none.</summary>
    public abstract int? PartOf(ReadOnlySpan<byte> question);

    /// <summary>The data of a whole answer with this part that begins here; null when none does.</summary>
    public abstract byte[]? DataOf(int part, ReadOnlySpan<byte> heard);

    /// <summary>What the data of a part mean; null when they mean nothing that can be.</summary>
    public abstract PackSaid? Says(int part, byte[] data);

    /// <summary>A serial has padding around it.</summary>
    protected static PackSaid Serial(ReadOnlySpan<byte> letters) => new() { Serial = Encoding.Latin1.GetString(letters).Trim(' ', '\0') };

    /// <summary>With the sensors that can be believed, and a fault where one cannot; null when none can.</summary>
    protected static PackSaid? With(PackSaid said, params IEnumerable<double> sensors)
    {
        var all = sensors.ToArray();
        var good = all.Where(celsius => celsius is >= SensorLeast and <= SensorMost).ToArray();
        return good.Length == 0 ? null : said with
        {
            Celsius = (good.Min(), good.Max()),
            Faults = said.Faults | (good.Length < all.Length ? PackFaults.FrontEnd : PackFaults.None),
        };
    }

    /// <summary>Two bytes, the high one first.</summary>
    protected static int Word(ReadOnlySpan<byte> data, int at) => data[at] * 256 + data[at + 1];

    /// <summary>Two bytes with a sign.</summary>
    protected static int Signed(ReadOnlySpan<byte> data, int at) => Word(data, at) - (data[at] > 127 ? 65_536 : 0);

    /// <summary>The same in bytes.</summary>
    protected static byte[] Bytes(int word) => [(byte)(word >> 8 & 0xFF), (byte)(word & 0xFF)];

    /// <summary>A serial of this network.</summary>
    protected static byte[] Letters(Chance chance) => Encoding.ASCII.GetBytes($"YA4824{chance.Below(1000):0000000000}");
}
