using YongAi.Edge.Devices;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What a pack said of its warmth, and when: °C of its cells.</summary>
public readonly record struct PackWords(double Coldest, double Hottest, TimeSpan At);

/// <summary>What packs of the JBD make have told about their temperatures, read from the bytes of their lines (hardware 2.1).</summary>
public sealed class PackEar
{
    private const byte Head = 0xDD, Basics = 0x03, End = 0x77;
    private const int HeardMax = 256, SensorsAt = 22, Extra = 7, TenthsOfKelvinAtZero = 2731;

    private readonly Dictionary<LineId, int> slotOf;
    private readonly Dictionary<int, List<byte>> heard = [];
    private readonly Dictionary<int, PackWords> told = [];

    public PackEar(SiteText site) => slotOf = site.Slots.Where(slot => slot.Pack is { Family: "jbd" })
        .ToDictionary(slot => new LineId(slot.Pack!.Line), slot => slot.Slot);

    /// <summary>A slot whose pack is heard here.</summary>
    public bool Hears(int slot) => slotOf.ContainsValue(slot);

    public PackWords? Told(int slot) => told.TryGetValue(slot, out var words) ? words : null;

    /// <summary>A program begins: it has heard nothing.</summary>
    public void Started()
    {
        heard.Clear();
        told.Clear();
    }

    public void Received(LineId line, ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        if (!slotOf.TryGetValue(line, out var slot)) return;
        if (!heard.TryGetValue(slot, out var held)) heard[slot] = held = [];
        held.AddRange(bytes);
        if (held.Count > HeardMax) held.RemoveRange(0, held.Count - HeardMax);
        while (TryCut(held, out var data))
            if (WordsOf(data, now) is { } words) told[slot] = words;
    }

    private static PackWords? WordsOf(byte[] data, TimeSpan now)
    {
        // The first sensor sits on the board.
        if (data.Length <= SensorsAt || data[SensorsAt] < 2 || data.Length < SensorsAt + 1 + 2 * data[SensorsAt]) return null;
        var (coldest, hottest) = (double.MaxValue, double.MinValue);
        for (var sensor = 1; sensor < data[SensorsAt]; sensor++)
        {
            var celsius = ((data[SensorsAt + 1 + 2 * sensor] << 8 | data[SensorsAt + 2 + 2 * sensor]) - TenthsOfKelvinAtZero) / 10.0;
            (coldest, hottest) = (Math.Min(coldest, celsius), Math.Max(hottest, celsius));
        }
        return new PackWords(coldest, hottest, now);
    }

    private static bool TryCut(List<byte> held, out byte[] data)
    {
        for (var from = 0; from + Extra <= held.Count; from++)
        {
            if (held[from] != Head || held[from + 1] != Basics || held[from + 2] != 0) continue;
            var size = held[from + 3] + Extra;
            if (from + size > held.Count || held[from + size - 1] != End) continue;
            byte[] frame = [.. held.GetRange(from, size)];
            var sum = 0;
            foreach (var each in frame.AsSpan(2..^3)) sum += each;
            if ((ushort)(0x10000 - sum) != (frame[^3] << 8 | frame[^2])) continue;
            held.RemoveRange(0, from + size);
            data = frame[4..^3];
            return true;
        }
        data = [];
        return false;
    }
}
