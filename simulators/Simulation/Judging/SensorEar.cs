using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What the contacts of the cabinet have told the program: read from the bytes of their board, and from the pins.</summary>
/// <remarks>By itself, not by the drivers of the edge: these are judged.</remarks>
public sealed class SensorEar
{
    private const byte ReadInputs = 0x02;
    private const int HeardMax = 256, FrameMost = 5 + 32;

    private readonly SimulatedCabinet boards;
    private readonly ImmutableArray<(LineId Line, byte Address, ImmutableArray<(int Input, string Contact, bool ActiveHigh)> Inputs)> ears;
    private readonly ImmutableArray<string> onPins;
    private readonly Dictionary<LineId, List<byte>> heard = [];
    private readonly Dictionary<string, bool> told = new(StringComparer.Ordinal);

    public SensorEar(SimulatedCabinet boards, SiteText site)
    {
        this.boards = boards;
        var contacts = site.Contacts ?? [];
        ears = [.. (site.IoBoards ?? []).Select(board => (new LineId(board.Line), board.Address, contacts
            .Where(contact => contact.Input is { } input && SimulatedSite.Channel(input.Port).Board == board.Name)
            .Select(contact => (SimulatedSite.Channel(contact.Input!.Port).Channel, contact.Name, contact.Input!.ActiveLevel == 1))
            .ToImmutableArray()))];
        onPins = [.. contacts.Where(contact => contact.Pin is not null).Select(contact => contact.Name)];
    }

    /// <summary>What a contact told last in this run of the program; null: nothing yet.</summary>
    public bool? Told(string contact) => told.TryGetValue(contact, out var active) ? active : null;

    /// <summary>The line a contact is told on; null: a pin.</summary>
    public LineId? LineOf(string contact)
    {
        foreach (var (line, _, inputs) in ears)
            if (inputs.Any(input => input.Contact == contact)) return line;
        return null;
    }

    /// <summary>A program begins: it has heard nothing.</summary>
    public void Started()
    {
        told.Clear();
        heard.Clear();
    }

    /// <summary>Pins are read whenever they move.</summary>
    public void Look()
    {
        foreach (var contact in onPins) told[contact] = boards.World.Around.IsActive(contact);
    }

    public void Received(LineId line, ReadOnlySpan<byte> bytes)
    {
        foreach (var ear in ears)
        {
            if (ear.Line != line) continue;
            if (!heard.TryGetValue(line, out var held)) heard[line] = held = [];
            held.AddRange(bytes);
            if (held.Count > HeardMax) held.RemoveRange(0, held.Count - HeardMax);
            while (TryCut(held, ear.Address, out var bits))
                foreach (var (input, contact, activeHigh) in ear.Inputs)
                    if (input / 8 < bits.Length) told[contact] = (bits[input / 8] >> input % 8 & 1) == 1 == activeHigh;
        }
    }

    /// <summary>The first whole answer that tells inputs, wherever it begins.</summary>
    private static bool TryCut(List<byte> held, byte address, out byte[] bits)
    {
        for (var from = 0; from + 2 < held.Count; from++)
        {
            if (held[from] != address || held[from + 1] != ReadInputs || held[from + 2] is 0 or > FrameMost - 5) continue;
            var size = held[from + 2] + 5;
            if (from + size > held.Count) continue;
            byte[] frame = [.. held.GetRange(from, size)];
            if (!ModbusEar.Sealed(frame[..^2]).SequenceEqual(frame)) continue;
            held.RemoveRange(0, from + size);
            bits = frame[3..^2];
            return true;
        }
        bits = [];
        return false;
    }
}
