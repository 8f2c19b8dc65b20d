using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>
/// A pack of some make, and the judge of what is believed of it: everything in a reading was said by whole frames of one round, each heard
/// after its question and before the next one.
/// </summary>
/// <param name="table">The frames of its make.</param>
/// <param name="slot">Where it lies.</param>
public sealed class PackPart(PackTable table, SlotNumber slot) : LinePart
{
    /// <summary>For each part of the round what was heard between its question and the next one; null when it was not asked yet.</summary>
    private readonly (int From, int Until)?[] heardOf = new (int, int)?[table.Parts];
    private int? asked;

    public override DeviceWiring Wiring => new PackWiring(table.Make, slot, TimeSpan.FromSeconds(1));

    public override FrameShape Shape => table.Shape;

    public override IReadOnlyList<byte[]> Frames => table.Frames;

    public override int Questions => table.Parts;

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance) => table.Answer(question, chance);

    public override Effect Order(Chance chance) => new ReadAgain(slot);

    public override bool IsKnowledge(Input fact) => fact is PackRead;

    public override void Begin(Chance chance)
    {
        Array.Clear(heardOf);
        asked = null;
    }

    public override void Asked(LineTape tape)
    {
        if (asked is { } before) heardOf[before] = (heardOf[before]!.Value.From, tape.Length);
        asked = table.PartOf(tape.Question);
        if (asked is not { } part) return;
        // What is asked after this part was said in an earlier round, or not yet.
        heardOf.AsSpan(part).Clear();
        heardOf[part] = (tape.Length, int.MaxValue);
    }

    public override bool Judge(Input fact, LineTape tape)
    {
        SlotNumber? spokenOf = fact switch
        {
            PackSilent silent => silent.Slot,
            PackUnreadable unreadable => unreadable.Slot,
            PackRead read => read.Slot,
            _ => null,
        };
        if (spokenOf is null) return false;
        if (spokenOf != slot) throw new FuzzFinding($"slot {spokenOf} is spoken of, the line leads to {slot}");
        if (fact is PackRead { Reading: var reading } && !IsSaid(reading, tape))
            throw new FuzzFinding($"no valid frames of this round say {reading}");
        return true;
    }

    private bool IsSaid(PackReading reading, LineTape tape)
    {
        // Faults of several answers add up, so that all that they may come to are kept.
        HashSet<PackFaults> faults = [PackFaults.None];
        var all = new PackSaid();
        for (var part = 0; part < table.Parts; part++)
        {
            var fitting = Said(part, tape).Where(said => said.Fits(reading)).ToArray();
            if (fitting.Length == 0) return false;
            faults = [.. faults.SelectMany(before => fitting.Select(said => before | said.Faults))];
            all = all.With(fitting[0]);
        }
        if (all.Missing.Length > 0) throw new FuzzFinding($"no answer of this make says {all.Missing}, and a reading does");
        return faults.Contains(reading.Faults);
    }

    private List<PackSaid> Said(int part, LineTape tape)
    {
        List<PackSaid> said = [];
        if (heardOf[part] is not { } heard) return said;
        var bytes = tape.From(heard.From);
        if (heard.Until < tape.Length) bytes = bytes[..(heard.Until - heard.From)];
        for (var at = 0; at < bytes.Length; at++)
            if (table.DataOf(part, bytes[at..]) is { } data && table.Says(part, data) is { } meant) said.Add(meant);
        return said;
    }
}
