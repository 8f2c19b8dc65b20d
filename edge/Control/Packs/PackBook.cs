using System.Text.RegularExpressions;

namespace YongAi.Edge.Control.Packs;

/// <summary>Which serials belong to this network, and of which class they are.</summary>
/// <param name="Serial">Pattern of the whole serial; matched without backtracking.</param>
/// <param name="Class">The class of packs with such a serial.</param>
/// <param name="Cells">Cells in series that such a pack has.</param>
/// <param name="Least">Lowest plausible pack voltage.</param>
/// <param name="Most">Highest plausible pack voltage.</param>
public sealed record PackPattern(Regex Serial, PackClass Class, int Cells, Volts Least, Volts Most);

/// <summary>The packs of the network, by pattern. A serial never seen before is normal.</summary>
public sealed record PackBook(ImmutableArray<PackPattern> Patterns)
{
    /// <summary>The pattern that a serial fits, or null for a pack of nobody's network.</summary>
    public PackPattern? Find(PackId serial)
    {
        foreach (var pattern in Patterns)
            if (pattern.Serial.IsMatch(serial.Text)) return pattern;
        return null;
    }

    /// <summary>The class of a serial, or null for a foreign one.</summary>
    public PackClass? ClassOf(PackId serial) => Find(serial)?.Class;
}
