using System.Text;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>A make of pack that speaks Modbus: the serial's registers, then its blocks.</summary>
/// <param name="askedAt">The address in questions.</param>
/// <param name="answersFrom">The address in answers.</param>
/// <param name="blocks">What is asked in a round; the serial first.</param>
public abstract class RegisterPackTable(byte askedAt, byte answersFrom, params ImmutableArray<(int First, int Count)> blocks) : PackTable
{
    public override int Parts => blocks.Length;

    public override FrameShape Shape { get; } = new([answersFrom, askedAt, 0x03, 0x83], 2, RegisterFrames.SetCheck);

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (PartOf(question) is not { } part) return null;
        if (chance.OneIn(16)) return RegisterFrames.Frame(answersFrom, 0x83, 2);
        var data = new byte[2 * blocks[part].Count];
        if (part == 0) Letters(chance).AsSpan(..Math.Min(16, data.Length)).CopyTo(data);
        else Fill(part, data, chance);
        return RegisterFrames.AnswerWith(answersFrom, data);
    }

    public override int? PartOf(ReadOnlySpan<byte> question)
    {
        if (RegisterFrames.Asked(question, askedAt) is not { } asked) return null;
        var part = blocks.IndexOf(asked);
        return part < 0 ? null : part;
    }

    public override byte[]? DataOf(int part, ReadOnlySpan<byte> heard) => RegisterFrames.DataOf(heard, answersFrom, blocks[part].Count);

    /// <summary>Writes what a true pack says in a block.</summary>
    protected abstract void Fill(int part, byte[] data, Chance chance);

    /// <summary>Valid frames that are worth spoiling: each block of a pack with nothing in it, serials, refusals.</summary>
    protected IReadOnlyList<byte[]> Seeds(params ReadOnlySpan<string> serials)
    {
        var frames = new List<byte[]>
        {
            RegisterFrames.Frame(answersFrom, 0x83, 2), RegisterFrames.Frame(answersFrom, 0x83, 4),
            RegisterFrames.Frame(answersFrom, 3, 2, 0, 0),
        };
        foreach (var serial in serials)
        {
            var data = new byte[2 * blocks[0].Count];
            Encoding.ASCII.GetBytes(serial, data);
            frames.Add(RegisterFrames.AnswerWith(answersFrom, data));
            frames.Add(RegisterFrames.AnswerWith((byte)(answersFrom + 1), data));
        }
        var chance = new Chance();
        for (var part = 1; part < blocks.Length; part++)
            foreach (var number in Enumerable.Range(0, 4))
            {
                var data = new byte[2 * blocks[part].Count];
                if (number > 0) Fill(part, data, chance.Begin(0, "seeds", number));
                frames.Add(RegisterFrames.AnswerWith(answersFrom, data));
            }
        return frames;
    }
}
