namespace YongAi.Simulators.Simulation;

/// <summary>What is particular about one visit. The names are those of <see cref="FaultRates.Visits"/>.</summary>
public enum Habit
{
    /// <summary>Code, pack in, door shut, other door, pack out, door shut.</summary>
    Straight,
    /// <summary>He closes the open door with nothing in it, once.</summary>
    InsertsNothing,
    /// <summary>He brings a pack of a class that he may not swap.</summary>
    WrongClass,
    /// <summary>He brings a pack of nobody's network.</summary>
    Foreign,
    /// <summary>His pack is hot.</summary>
    Hot,
    /// <summary>His pack says the serial of another one.</summary>
    Cloned,
    /// <summary>He closes the second door without taking the pack, once.</summary>
    NotTaken,
    /// <summary>He puts the pack just taken back at once.</summary>
    PutsBack,
    /// <summary>He forgets the plug.</summary>
    PlugForgotten,
    LeavesBeforeInserting, LeavesDoorOpenIn, LeavesAfterInserting, LeavesAtOffer, LeavesDoorOpenOut,
    /// <summary>He shows a code that he has shown before.</summary>
    OldCode,
    /// <summary>He has got his pack, and holds the same code before the scanner once more.</summary>
    ShowsAgain,
    /// <summary>His code was signed by nobody we know.</summary>
    ForgedCode,
    /// <summary>The one behind him shows his code while he is still at the doors.</summary>
    TwoRiders,
    /// <summary>The board of his pack is dead.</summary>
    MutePack,
    /// <summary>The board of his pack sleeps deeply.</summary>
    AsleepPack,
}

/// <summary>Names of habits.</summary>
public static class Habits
{
    private static readonly ImmutableDictionary<string, Habit> ByName = Enum.GetValues<Habit>().ToImmutableDictionary(NameOf);

    /// <summary><c>PutsBack</c> becomes <c>puts-back</c>.</summary>
    public static string NameOf(Habit habit) =>
        string.Concat(habit.ToString().Select((c, i) =>
            char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>Draws what is particular about a visit; mostly nothing.</summary>
    /// <param name="rates">In a thousand visits, by name.</param>
    public static Habit Drawn(ImmutableSortedDictionary<string, double> rates, Random chance)
    {
        var left = chance.NextDouble() * 1000;
        foreach (var (name, rate) in rates)
            if ((left -= rate) < 0) return ByName[name];
        return Habit.Straight;
    }
}
