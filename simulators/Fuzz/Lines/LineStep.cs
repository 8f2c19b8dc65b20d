using System.Globalization;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>Bytes that come after a wait.</summary>
public readonly record struct LinePiece(TimeSpan Wait, byte[] Bytes);

/// <summary>
/// What comes from a line next: some pieces, one after the other, and before them an order to the devices or none.
/// </summary>
public sealed record LineStep(ImmutableArray<LinePiece> Pieces, Edge.Control.Language.Effect? Order) : HostileInput(false)
{
    public override string Shown => string.Join(' ', Pieces.Select(piece =>
        string.Create(CultureInfo.InvariantCulture, $"+{piece.Wait.TotalMilliseconds}ms:{Convert.ToHexString(piece.Bytes)}")))
        + (Order is null ? "" : $" after {Order}");
}

/// <summary>
/// Makes steps: true answers, spoiled ones, frames that nobody asked for, echoes and noise, in chunks and at the edges of the waits.
/// </summary>
/// <param name="parts">The devices of the line.</param>
public sealed class LineSteps(ImmutableArray<LinePart> parts)
{
    private const int NoiseMax = 600, PiecesMax = 4;

    /// <summary>Of more questions than these a round is seldom got through amid noise: every other step only answers, then.</summary>
    private const int QuestionsMax = 2;

    private static readonly TimeSpan ThinksFor = TimeSpan.FromMilliseconds(30);

    /// <summary>
    /// The bounds of the drivers (frame gap 50 ms, late replies 100 ms, replies 200 and 300 ms) from both sides, in ms.
    /// </summary>
    private static readonly int[] Waits = [0, 0, 0, 1, 2, 5, 20, 30, 49, 50, 51, 60, 99, 100, 101, 199, 200, 201, 299, 300,
        301, 500, 501, 1000];

    private readonly bool isLongRound = parts.Any(part => part.Questions > QuestionsMax);
    private readonly ImmutableArray<byte[]> frames = [.. parts.SelectMany(part => part.Frames)];

    /// <summary>The next step, knowing what the edge asked last.</summary>
    public LineStep Next(Chance chance, byte[] question)
    {
        if (isLongRound && chance.OneIn(2) && True(chance, question) is { } answer)
            return new LineStep([new LinePiece(ThinksFor, answer)], null);
        var pieces = ImmutableArray.CreateBuilder<LinePiece>();
        for (var count = chance.OneIn(2) ? 1 : chance.Between(1, PiecesMax); count > 0; count--)
        {
            var wait = TimeSpan.FromMilliseconds(chance.Of(Waits));
            var bytes = Bytes(chance, question);
            // In one piece, or in chunks that come soon after each other.
            while (bytes.Length > 1 && chance.OneIn(3))
            {
                var cut = chance.Between(1, bytes.Length - 1);
                pieces.Add(new LinePiece(wait, bytes[..cut]));
                (wait, bytes) = (TimeSpan.FromMilliseconds(chance.Of(0, 1, 5, 16, 49, 50, 51)), bytes[cut..]);
            }
            pieces.Add(new LinePiece(wait, bytes));
        }
        return new LineStep(pieces.ToImmutable(), chance.OneIn(6) ? chance.Of(parts.AsSpan()).Order(chance) : null);
    }

    /// <summary>What the devices truly say to a question.</summary>
    public byte[]? True(Chance chance, ReadOnlySpan<byte> question)
    {
        foreach (var part in parts)
            if (part.Answer(question, chance) is { } answer) return answer;
        return null;
    }

    private byte[] Bytes(Chance chance, byte[] question)
    {
        var part = chance.Of(parts.AsSpan());
        switch (chance.Below(8))
        {
            case 0 or 1 or 2: return True(chance, question) ?? part.Unasked(chance) ?? [];
            case 3: return Mutator.Spoil(chance, True(chance, question) ?? chance.Of(frames.AsSpan()), frames, part.Shape);
            case 4: return Mutator.Spoil(chance, chance.Of(frames.AsSpan()), frames, part.Shape);
            case 5: return part.Unasked(chance) ?? chance.Of(frames.AsSpan());
            case 6: return chance.OneIn(2) ? question : [.. question, .. True(chance, question) ?? []];
            default: return chance.OneIn(8) ? chance.Bytes(chance.Below(NoiseMax)) : chance.Bytes(chance.Few(64));
        }
    }
}
