using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>What somebody does at the cabinet from coming to leaving, and what was before.</summary>
/// <param name="Name">In the field's words.</param>
/// <param name="Comes">Who comes.</param>
internal sealed record CutWay(string Name, Comes Comes)
{
    private const string Own = "YA48240000000099", Foreign = "YA60300000000099";
    private static readonly Comes Swaps = new(Own);

    /// <summary>Charge of the packs in the first slots when it begins.</summary>
    public ImmutableArray<int> Stock { get; init; } = [97, 99, 97];
    /// <summary>The slot in which a pack reports a short circuit.</summary>
    public int? Suspect { get; init; }
    /// <summary>Least minutes between two swaps of the rider; 0: none.</summary>
    public int GapMinutes { get; init; }
    /// <summary>A swap was begun and cut in the middle before he comes: his pack waits for him.</summary>
    public bool HeldBefore { get; init; }
    /// <summary>He has swapped before: he brings the pack that he was given then.</summary>
    public bool SwappedBefore { get; init; }
    /// <summary>The cloud orders this slot open, and once more when it hears nothing.</summary>
    public int? OpensByCommand { get; init; }
    /// <summary>What has to be written when nobody cuts it.</summary>
    public required Func<Event, bool> EndsBy { get; init; }

    public static ImmutableArray<CutWay> All { get; } =
    [
        new("a whole swap", Swaps) { EndsBy = e => e is SwapCompleted },
        new("a pack of another class is given back", new Comes(Foreign) { TakesOwnBack = true })
        {
            EndsBy = e => e is PackGivenBack,
        },
        new("a pack that is held is fetched", new Comes(Own, "return") { TakesOwnBack = true, ItIsThere = true })
        {
            HeldBefore = true, EndsBy = e => e is PackGivenBack,
        },
        new("a swap that is undone", Swaps with { Undoes = true, TakesOwnBack = true })
        {
            EndsBy = e => e is SwapUndone,
        },
        new("a short pack with consent", Swaps with { Consents = true })
        {
            Stock = [70, 80, 70], EndsBy = e => e is ConsentGiven,
        },
        new("a bad pack brought back early", Swaps with { Brings = "YA48240000000002" })
        {
            GapMinutes = 20, SwappedBefore = true, EndsBy = e => e is PackQuarantined,
        },
        new("a suspect pack taken in", Swaps)
        {
            Suspect = CutSite.Slots, EndsBy = e => e is PackQuarantined,
        },
        new("a claim is looked at", new Comes("YA48240000000002", "return") { Looks = true })
        {
            SwappedBefore = true, EndsBy = e => e is SwapEnded { Why: EndReason.Looked },
        },
        new("a slot opened by command", new Comes(null, null))
        {
            OpensByCommand = 2, EndsBy = e => e is CommandDone,
        },
    ];

    public override string ToString() => Name;
}
