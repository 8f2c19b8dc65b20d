namespace YongAi.Simulators.World;

/// <summary>One thing that a rider does or waits for. Behaviours are lists of these.</summary>
/// <param name="Dawdle">How long he takes before he does it.</param>
public abstract record RiderStep(TimeSpan Dawdle);

/// <summary>Holds his code before the scanner.</summary>
public sealed record ShowsCode(TimeSpan Dawdle) : RiderStep(Dawdle);

/// <summary>Watches until a door opens, and from then on has to do with that door.</summary>
/// <param name="Within">Then he has had enough.</param>
/// <param name="ShowsAgainEvery">When nothing opens for so long he shows a new code; null: he only waits.</param>
public sealed record WaitsForDoor(TimeSpan Within, TimeSpan? ShowsAgainEvery = null) : RiderStep(TimeSpan.Zero);

/// <summary>Puts his pack into the open slot and plugs it in.</summary>
public sealed record PutsPackIn(TimeSpan Dawdle) : RiderStep(Dawdle);

/// <summary>Closes the door he has to do with.</summary>
public sealed record ClosesDoor(TimeSpan Dawdle) : RiderStep(Dawdle);

/// <summary>Takes the pack out of the open slot.</summary>
public sealed record TakesPack(TimeSpan Dawdle) : RiderStep(Dawdle);

/// <summary>Behaviours of riders.</summary>
public static class RiderScripts
{
    private static readonly TimeSpan ShowsAgainEvery = TimeSpan.FromSeconds(12);

    /// <summary>What riders do, by name.</summary>
    public static ImmutableArray<string> Names { get; } = ["swap", "put-in", "walk-away", "fetch"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="dawdle">How slow he is; 1 is a practised rider.</param>
    /// <param name="patience">How long he waits for a door.</param>
    public static ImmutableArray<RiderStep> Of(string name, double dawdle, TimeSpan patience)
    {
        var straight = StraightSwap(dawdle, patience);
        return name switch
        {
            "swap" => straight,
            // He hands his pack in; what comes then he does not wait for.
            "put-in" => straight[..4],
            // The other door opens, and he is gone.
            "walk-away" => straight[..5],
            // He comes with empty hands, for what waits for him.
            "fetch" => [.. straight[..2], .. straight[5..]],
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no rider does that"),
        };
    }

    /// <summary>The straight way: code, pack in, door shut, other door, pack out, door shut (domain 1.1).</summary>
    /// <param name="dawdle">How slow he is; 1 is a practised rider.</param>
    /// <param name="patience">How long he waits for a door.</param>
    public static ImmutableArray<RiderStep> StraightSwap(double dawdle, TimeSpan patience) =>
    [
        new ShowsCode(TimeSpan.FromSeconds(0.3) * dawdle),
        new WaitsForDoor(patience, ShowsAgainEvery),
        new PutsPackIn(TimeSpan.FromSeconds(1.5) * dawdle),
        new ClosesDoor(TimeSpan.FromSeconds(0.8) * dawdle),
        new WaitsForDoor(patience),
        new TakesPack(TimeSpan.FromSeconds(1.2) * dawdle),
        new ClosesDoor(TimeSpan.FromSeconds(0.8) * dawdle),
    ];
}
