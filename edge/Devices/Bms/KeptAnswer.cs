namespace YongAi.Edge.Devices.Bms;

/// <summary>The data of one answer, kept over rounds to see whether it changed; never allocates after it was made.</summary>
/// <param name="bytesMax">Longest data.</param>
public sealed class KeptAnswer(int bytesMax)
{
    private readonly byte[] bytes = new byte[bytesMax];
    private int length;

    /// <summary>It came in this round.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>What it says.</summary>
    public ReadOnlySpan<byte> Data => bytes.AsSpan(0, length);

    /// <summary>A new round.</summary>
    public void Age() => IsFresh = false;

    /// <summary>Keeps the data of an answer; true when it is other data than before.</summary>
    public bool Keep(ReadOnlySpan<byte> data)
    {
        IsFresh = true;
        if (data.SequenceEqual(Data)) return false;
        data.CopyTo(bytes);
        length = data.Length;
        return true;
    }
}
