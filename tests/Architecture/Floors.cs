namespace YongAi.Edge.Tests.Architecture;

/// <summary>
/// The floors of one project, lowest first. A room may use rooms on lower floors only; rooms on one floor do not see
/// each other; the files beside the project file are the top floor.
/// </summary>
internal sealed record Floors(string Project, ImmutableArray<ImmutableArray<string>> Rooms)
{
    public const string Root = "(root)";

    /// <summary>Reads lines of the form <c>edge/Uplink/X.csproj: Mqtt &lt; Wire, Other &lt; (root)</c>.</summary>
    public static ImmutableArray<Floors> Parse(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(ParseLine)];

    public int? FloorOf(string room)
    {
        for (var floor = 0; floor < Rooms.Length; floor++)
            if (Rooms[floor].Contains(room)) return floor;
        return null;
    }

    /// <summary>What breaks the floors: rooms without a floor, and every arrow that does not go down.</summary>
    public IEnumerable<string> Faults(IReadOnlyCollection<RoomArrow> arrows, IEnumerable<string> roomsFound)
    {
        foreach (var room in roomsFound.Where(room => FloorOf(room) is null))
            yield return $"{Project}: the folder {room} has no floor in floors.txt";
        foreach (var arrow in arrows.Where(arrow => !GoesDown(arrow)))
            yield return $"{Project}: {arrow.From} may not use {arrow.To}: {arrow.Example}";
    }

    private bool GoesDown(RoomArrow arrow) =>
        FloorOf(arrow.From) is { } from && FloorOf(arrow.To) is { } to && to < from;

    private static Floors ParseLine(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var floors = line[(colon + 1)..].Split('<')
            .Select(floor => floor.Split(',', StringSplitOptions.TrimEntries).ToImmutableArray());
        return new Floors(line[..colon].Trim(), [.. floors]);
    }
}
