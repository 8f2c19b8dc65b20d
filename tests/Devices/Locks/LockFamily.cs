using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>
/// A family of lock boards on the bench: four doors on channels 1 to 4, four presence switches behind them. Level 1 is closed,
/// and present.
/// </summary>
/// <param name="Name">As the site file has it.</param>
/// <param name="Presence">The channel of the first presence switch.</param>
/// <param name="Part">A board at an address.</param>
internal sealed record LockFamily(string Name, LockMake Make, int Presence, Func<byte, FamilyPart> Part)
{
    public const int Slots = 4;
    public const byte Address = 1;

    public static TheoryData<string> Names => [.. All.Select(family => family.Name)];

    private static readonly ImmutableArray<LockFamily> All =
    [
        new("wkly", new WklyMake(), 5, address => new WklyPart(address)),
        new("cu16", new Cu16Make(), 17, address => new Cu16Part(address)),
        new("winnsen", new WinnsenMake(), 5, address => new WinnsenPart(address)),
        new("dc02", new Dc02Make(), 5, address => new Dc02Part(address)),
        new("modbus-relay", new RelayLockMake(8, 8, TimeSpan.FromMilliseconds(500)), 5, address => new RelayLockPart(address)),
    ];

    public static LockFamily Of(string name) => All.Single(family => family.Name == name);

    /// <summary>One answer stands for one input only.</summary>
    public bool ReadsOneByOne => Make is WinnsenMake or Dc02Make;

    public LockBoardWiring Wiring(EchoMode echo = EchoMode.Off, byte address = Address) => new(Make, address, echo,
        [
            .. Enumerable.Range(1, Slots).Select(n => new LockChannel(n, new SlotNumber(n), FeedbackUse.Door, new SlotNumber(n), 1)),
            .. Enumerable.Range(1, Slots).Select(n => new LockChannel(Presence + n - 1, null, FeedbackUse.Presence, new SlotNumber(n), 1)),
        ], TimeSpan.FromMilliseconds(500));

    /// <summary>True for the order that fires a lock.</summary>
    public bool Fires(string hex) => Make switch
    {
        WklyMake => hex[12..14] == "82",
        Cu16Make => hex[4..6] == "31",
        WinnsenMake => hex[4..6] == "05",
        Dc02Make => hex[6..8] == "10",
        _ => hex[2..4] == "05",
    };

    /// <summary>True for a question for switches.</summary>
    public bool Reads(string hex) => !Fires(hex) && !(Make is Cu16Make && hex[4..6] == "38");
}

/// <summary>A bench with one board of a family.</summary>
internal sealed class FamilyBench
{
    public FamilyBench(string family, EchoMode echo = EchoMode.Off, bool echoes = false)
    {
        Family = LockFamily.Of(family);
        Board = Family.Part(LockFamily.Address);
        Line = new LineBench(Family.Wiring(echo)) { Echoes = echoes };
        Line.Parts.Add(Board);
    }

    public LockFamily Family { get; }
    public FamilyPart Board { get; }
    public LineBench Line { get; }

    public int Openings => Line.SentHex.Count(Family.Fires);

    /// <summary>What was last told of each door, by slot from 1.</summary>
    public DoorState?[] Doors => [.. Enumerable.Range(1, LockFamily.Slots).Select(Door)];

    public bool?[] Presence => [.. Enumerable.Range(1, LockFamily.Slots)
        .Select(slot => Told(slot).LastOrDefault(said => said.Present is not null).Present)];

    public bool AnyDoorWasOpen => Line.Facts<SwitchesRead>().Any(read => read.Slots.Any(slot => slot.Door == DoorState.Open));

    public DoorState? Door(int slot) => Told(slot).LastOrDefault(said => said.Door is not null).Door;

    public FamilyBench Begin(int ms = 2500)
    {
        Line.Open().Run(ms);
        return this;
    }

    private IEnumerable<SlotSwitches> Told(int slot) =>
        Line.Facts<SwitchesRead>().SelectMany(read => read.Slots).Where(said => said.Slot == Fits.Slot(slot));
}
