using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.Niu;

/// <summary>
/// The bytes of NIU packs, like those of a DL/T 645 meter (hardware reference 2.4; two implementations without a name): FE to wake, 68 31 CE
/// 68, function, length, data with 33h added to each byte, low byte of the sum from 68, 16. An answer may have FE before it.
/// </summary>
public static class NiuFrames
{
    /// <summary>Wake bytes before a question; so many are passed over before an answer.</summary>
    public const int Wakes = 4;

    /// <summary>Bytes before the data, wake bytes not counted; so much of an answer is not made by noise.</summary>
    public const int HeaderLength = 6;

    /// <summary>Longest data: the cells.</summary>
    public const int DataMax = 40;

    private const byte Wake = 0xFE, Start = 0x68, End = 0x16, AddressLow = 0x31, AddressHigh = 0xCE;
    private const byte Read = 0x02, Answered = 0x82, Offset = 0x33;
    private const int AfterData = 2;

    /// <summary>Writes the question for an item, whose second byte is the length of its data.</summary>
    public static int WriteRead(Span<byte> frame, byte item, byte length)
    {
        frame[..Wakes].Fill(Wake);
        ReadOnlySpan<byte> words = [Start, AddressLow, AddressHigh, Start, Read, 2, (byte)(item + Offset), (byte)(length + Offset)];
        words.CopyTo(frame[Wakes..]);
        var check = Wakes + words.Length;
        (frame[check], frame[check + 1]) = (Checksums.Sum8(words), End);
        return check + AfterData;
    }

    /// <summary>Reads an answer with so many bytes of data.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="length">Bytes of data that were asked for.</param>
    /// <param name="data">The data of a whole answer, as it stands on the wire: <see cref="Plain"/> takes the 33h off.</param>
    /// <param name="isBroken">A whole answer is there and its check or end is wrong.</param>
    public static Heard Answer(ReadOnlySpan<byte> head, int length, out ReadOnlySpan<byte> data, out bool isBroken)
    {
        data = default;
        isBroken = false;
        var wakes = 0;
        while (wakes < Math.Min(Wakes, head.Length) && head[wakes] == Wake) wakes++;
        var frame = head[wakes..];
        if (!MayBegin(frame, length)) return Heard.Nothing;
        var check = HeaderLength + length;
        if (frame.Length < check + AfterData) return Heard.Beginning;
        isBroken = frame[check + 1] != End || frame[check] != Checksums.Sum8(frame[..check]);
        if (isBroken) return Heard.Nothing;
        data = frame[HeaderLength..check];
        return Heard.Frame(wakes + check + AfterData);
    }

    /// <summary>A byte of data as it is meant.</summary>
    public static byte Plain(byte wire) => (byte)(wire - Offset & 0xFF);

    private static bool MayBegin(ReadOnlySpan<byte> frame, int length)
    {
        ReadOnlySpan<byte> begins = [Start, AddressLow, AddressHigh, Start, Answered, (byte)length];
        var known = Math.Min(frame.Length, HeaderLength);
        return frame[..known].SequenceEqual(begins[..known]);
    }
}
