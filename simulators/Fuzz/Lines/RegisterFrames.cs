namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>Modbus reads of registers (hardware reference 1.7) as boards answer them; checked by <see cref="FrameSeeds"/>.</summary>
public static class RegisterFrames
{
    private const string Modbus = "modbus";

    /// <summary>A frame with its check.</summary>
    public static byte[] Frame(params ReadOnlySpan<byte> words)
    {
        byte[] frame = [.. words, 0, 0];
        SetCheck(frame);
        return frame;
    }

    /// <summary>Sets the check right.</summary>
    public static void SetCheck(byte[] frame) => FrameSeeds.Prove(Modbus, frame);

    /// <summary>The first register and the number of registers that a board is asked for; null when it is asked something else.</summary>
    public static (int First, int Count)? Asked(ReadOnlySpan<byte> question, byte board) =>
        question is [var at, 3, var firstHigh, var firstLow, var countHigh, var countLow, _, _] && at == board
            ? (firstHigh * 256 + firstLow, countHigh * 256 + countLow) : null;

    /// <summary>The registers of a whole answer that begins here; null when none does.</summary>
    public static byte[]? DataOf(ReadOnlySpan<byte> heard, byte board, int count)
    {
        var whole = 5 + 2 * count;
        return heard.Length >= whole && heard[0] == board && heard[1] == 3 && heard[2] == 2 * count
            && FrameSeeds.Holds(Modbus, heard[..whole]) ? heard[3..(whole - 2)].ToArray() : null;
    }

    /// <summary>An answer with these registers.</summary>
    public static byte[] AnswerWith(byte board, ReadOnlySpan<byte> data) => Frame([board, 3, (byte)data.Length, .. data]);
}
