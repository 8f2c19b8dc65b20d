using YongAi.Edge.Control.Codes;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Fuzz.Codes;

/// <summary>Base45, judged by the writer's own reader: both let the same texts in and read the same bytes.</summary>
public sealed class Base45Target(Func<string, byte[]?>? decode = null) : FuzzTarget
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private readonly Func<string, byte[]?> decode = decode ?? (text => Base45.TryDecode(text, out var bytes) ? bytes : null);

    public override string Name => "base45";

    /// <summary>Two bytes for three characters, once; our own number.</summary>
    public override long AllocatedMax => 4 * 1024;

    public override HostileInput Draw(Chance chance)
    {
        var text = CodeWriter.Base45(chance.Bytes(chance.Few(700))).ToCharArray();
        if (chance.OneIn(4)) return new HostileText(new string(text), Genuine: true);
        for (var times = chance.Between(1, 3); times > 0 && text.Length > 0; times--)
            text[chance.Below(text.Length)] = chance.OneIn(4) ? (char)chance.Below(0x180) : Alphabet[chance.Below(Alphabet.Length)];
        return new HostileText(new string(text[..(text.Length - chance.Below(Math.Min(3, text.Length + 1)))]));
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var text = ((HostileText)input).Text;
        meter.Begin();
        var read = decode(text);
        meter.End();
        var expected = CodeWriter.FromBase45(text);
        if (read is null != expected is null || read is not null && !read.AsSpan().SequenceEqual(expected))
            throw new FuzzFinding($"read as {Shown(read)}, written as {Shown(expected)}");
        return read is null ? Outcome.Rejected("not Base45") : Outcome.Accepted;
    }

    private static string Shown(byte[]? bytes) => bytes is null ? "none" : Convert.ToHexString(bytes);
}
