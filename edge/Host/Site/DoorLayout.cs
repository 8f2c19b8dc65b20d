namespace YongAi.Edge.Host.Site;

/// <summary>How the slots lie on the cabinet's door, for pictures of it.</summary>
/// <param name="Columns">Columns of slots.</param>
/// <param name="Down">True when the numbers run down each column; else they run across each row.</param>
public sealed record DoorLayout(int Columns, bool Down)
{
    /// <summary>Most columns a door may have.</summary>
    public const int ColumnsMax = 8;

    /// <summary>A usual cabinet has two columns.</summary>
    public static DoorLayout Usual { get; } = new(2, Down: false);

    internal static DoorLayout Read(SiteSection site, SiteFaults faults) => site.Find("door") is not { } at ? Usual
        : SiteSection.Read(at, faults, door => new DoorLayout(door.Whole("columns", 1, ColumnsMax, Usual.Columns),
            door.Word("numbered", ["across", "down"], "across") == "down")) ?? Usual;

    /// <summary>What lies on the door, row by row from the top left; null where a column is shorter than the others.</summary>
    public IEnumerable<T?> Rows<T>(ImmutableArray<T> bySlot) where T : class
    {
        if (!Down) return bySlot;
        var rows = (bySlot.Length + Columns - 1) / Columns;
        return from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, Columns)
               select bySlot.ElementAtOrDefault(column * rows + row);
    }
}
