using System.Text;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices;
using YongAi.Edge.Control;
using YongAi.Simulators.Fuzz.Codes;
using YongAi.Simulators.Fuzz.Lines;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Fuzz.Cabinet;

/// <summary>Makes the steps of a cabinet's hostile life: for each line the frames of its own devices, spoiled.</summary>
public sealed class RigSteps
{
    private const int NoiseMax = 200;

    /// <summary>Up to a second: two polls of the switches.</summary>
    private static readonly int[] Waits = [0, 0, 0, 1, 5, 20, 50, 51, 100, 150, 300, 301, 500, 1000];

    private readonly ImmutableArray<(string Line, LinePart Part)> parts;
    private readonly ImmutableArray<string> texts;
    private readonly ImmutableArray<byte[]> words;

    /// <param name="site">The cabinet.</param>
    /// <param name="codes">Rider codes and badges, good ones and bad ones.</param>
    /// <param name="words">Commands, good ones and bad ones.</param>
    public RigSteps(SimulatedSite site, StillCodes codes, ImmutableArray<byte[]> words)
    {
        this.words = words;
        texts = [.. codes.Good, codes.CrewCode, .. codes.Others, .. codes.SignedByPhone];
        parts =
        [
            .. (site.Text.LockBoards ?? []).Select(board =>
                (board.Line, (LinePart)new LockPart(board.Address, LockDialect.A, board.ReadAll, 1))),
            .. (site.Text.RelayBoards ?? []).Select(board => (board.Line, (LinePart)new RelayPart(board.Address, 1))),
            .. (site.Text.Scanners ?? []).Select(scanner => (scanner.Line, (LinePart)new ScannerPart(ScanEnd.Cr))),
            .. site.Text.Slots.Where(slot => slot.Pack is not null)
                .Select(slot => (slot.Pack!.Line, (LinePart)new PackPart(new JbdTable(), new SlotNumber(slot.Slot)))),
        ];
    }

    /// <summary>The next step.</summary>
    /// <param name="chance">Decides.</param>
    /// <param name="lies">Frames with a right check may come: then what the cabinet sees may be false, and it may
    /// believe it.</param>
    /// <param name="lastOf">The last true bytes of a line.</param>
    public RigStep Next(Chance chance, bool lies, Func<string, byte[]> lastOf)
    {
        var wait = TimeSpan.FromMilliseconds(chance.Of(Waits));
        // The first lines are the locks, the chargers and the scanner; each pack has one of its own.
        var (line, part) = chance.OneIn(3) ? chance.Among(parts) : parts[chance.Below(3)];
        switch (chance.Below(16))
        {
            case 0: return new RigStep(line, [], false, null, wait);
            case 1 or 2: return new RigStep(line, [], true, null, wait);
            case 3: return new RigStep("", [], null, Word(chance), wait);
            case 4: return new RigStep("", [], null, null, wait);
            case 5 or 6: return Scan(chance, wait);
            default: return new RigStep(line, Bytes(chance, part, lies, lastOf(line)), null, null, wait);
        }
    }

    private RigStep Scan(Chance chance, TimeSpan wait)
    {
        var scanner = parts.First(part => part.Part is ScannerPart).Line;
        return new RigStep(scanner, Encoding.Latin1.GetBytes(chance.Among(texts) + "\r"), null, null, wait);
    }

    private static byte[] Bytes(Chance chance, LinePart part, bool lies, byte[] last)
    {
        if (chance.OneIn(4)) return chance.Bytes(chance.Few(NoiseMax));
        if (lies && chance.OneIn(4)) return chance.Among(part.Frames);
        var frame = last.Length > 0 && chance.OneIn(2) ? last : chance.Among(part.Frames);
        return Mutator.Spoil(chance, frame, part.Frames, lies ? part.Shape : part.Shape with { Repair = null });
    }

    private Request Word(Chance chance)
    {
        var word = chance.OneIn(2) ? chance.Among(words) : CborMutator.Spoil(chance, chance.Among(words), words);
        if (chance.OneIn(4)) return new AckReceived([.. word], StillCodes.Cabinet, RigTarget.Journal, chance.Between(0, 50),
            false, StillCodes.At, chance.Between(0, 50));
        return Words.SignedCommandTarget.Opened(word);
    }
}
