namespace YongAi.Simulators.Fuzz.Words;

/// <summary>
/// A JSON text that comes from outside. Judged: what is read can be written and read again as the same, and says what its
/// text says.
/// </summary>
public abstract class JsonTarget : FuzzTarget
{
    private static readonly FrameShape Shape = new([(byte)'{', (byte)'}', (byte)'[', (byte)'"', (byte)',', (byte)':',
        (byte)'\\', 0x00, 0xC3, 0xEF]);

    /// <summary>Valid texts.</summary>
    protected abstract IReadOnlyList<byte[]> Good { get; }

    /// <summary>The readers of all kinds of messages.</summary>
    public override void WarmUp()
    {
        foreach (var text in Good) Try(text, new Meter());
    }

    public override HostileInput Draw(Chance chance)
    {
        var text = chance.Among(Good);
        return chance.OneIn(8) ? new HostileBytes(text, Genuine: true)
            : new HostileBytes(JsonMutator.Spoil(chance, text, Good, Shape));
    }

    public override Outcome Try(HostileInput input, Meter meter) => Try(((HostileBytes)input).Bytes, meter);

    /// <summary>Reads one and judges it.</summary>
    protected abstract Outcome Try(byte[] json, Meter meter);
}
