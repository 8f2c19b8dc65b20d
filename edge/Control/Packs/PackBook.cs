using System.Text.RegularExpressions;

namespace YongAi.Edge.Control.Packs;

/// <summary>Which serials belong to this network, and of which class they are.</summary>
/// <param name="Serial">Pattern of the whole serial; matched without backtracking.</param>
/// <param name="Class">The class of packs with such a serial.</param>
/// <param name="Cells">Cells in series that such a pack has.</param>
/// <param name="Least">Lowest plausible pack voltage.</param>
/// <param name="Most">Highest plausible pack voltage.</param>
public sealed record PackPattern(Regex Serial, PackClass Class, int Cells, Volts Least, Volts Most)
{
    /// <summary>A cell of iron-phosphate is full at 3.65 V and one of nickel at 4.20: the highest plausible volts tell which it is.</summary>
    private const double BetweenIronAndNickel = 3.9;

    /// <summary>What its cells are made of.</summary>
    public Chemistry Chemistry => Most.Value / Cells < BetweenIronAndNickel ? Chemistry.Iron : Chemistry.Nickel;

    /// <summary>Capacity in ampere-hours where the site says nothing: the commonest pack (domain section 7: 48V24Ah).</summary>
    public const double AmpHoursUsually = 24;

    /// <summary>Capacity by the maker, ampere-hours; null where the site does not say it.</summary>
    public double? Holds { get; init; }

    /// <summary>Capacity to plan with, ampere-hours.</summary>
    public double AmpHours => Holds ?? AmpHoursUsually;

    /// <summary>The most current such a pack takes at its best temperature; null: whatever its charger gives.</summary>
    public Amps? MostAmps { get; init; }

    /// <summary>The maker's limit of full cycles; null where nobody has said one.</summary>
    public int? CyclesMost { get; init; }
}

/// <summary>What cells are made of.</summary>
public enum Chemistry { Nickel, Iron }

/// <summary>The packs of the network, by pattern. A serial never seen before is normal.</summary>
/// <param name="Patterns">Which serials are the network's.</param>
/// <param name="Refused">Serials that fit and are not taken all the same: stolen, recalled, or copied ones.</param>
public sealed record PackBook(ImmutableArray<PackPattern> Patterns, ImmutableHashSet<string> Refused)
{
    /// <summary>The classes, each once, in the order of the site file.</summary>
    public ImmutableArray<PackClass> Classes { get; } = [.. Patterns.Select(pattern => pattern.Class).Distinct()];

    /// <summary>A book that refuses no serial of its own.</summary>
    public PackBook(ImmutableArray<PackPattern> patterns) : this(patterns, []) { }

    /// <summary>
    /// The pattern that a serial fits, or null for a pack of nobody's network. A serial that fits patterns of two classes is of
    /// neither: handed out as the wrong one it would harm a bike.
    /// </summary>
    public PackPattern? Find(PackId serial)
    {
        if (Refused.Contains(serial.Text)) return null;
        PackPattern? found = null;
        foreach (var pattern in Patterns)
        {
            if (!pattern.Serial.IsMatch(serial.Text)) continue;
            if (found is not null && found.Class != pattern.Class) return null;
            found ??= pattern;
        }
        return found;
    }

    /// <summary>True for a serial that the site does not take.</summary>
    public bool Refuses(PackId serial) => !Refused.IsEmpty && Refused.Contains(serial.Text);

    /// <summary>The class of a serial, or null for a foreign one.</summary>
    public PackClass? ClassOf(PackId serial) => Find(serial)?.Class;
}
