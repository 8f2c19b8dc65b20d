using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms;

/// <summary>Answers of a pack that speaks Modbus to reads of its registers (hardware reference 1.7, 2.2 b, 2.3 b).</summary>
internal static class RegisterAnswers
{
    /// <summary>Bytes before the data; address, function and count together are not made by noise.</summary>
    public const int HeaderLength = 3;

    /// <summary>Most registers of one read, by the Modbus specification.</summary>
    public const int RegistersMax = 125;

    /// <summary>Reads the answer to a read.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="board">Address from which the answer comes.</param>
    /// <param name="count">Registers that were asked for.</param>
    /// <param name="data">The data of a whole answer; empty when the board refuses.</param>
    /// <param name="isBroken">A whole answer is there and its check is wrong.</param>
    public static Heard Hear(ReadOnlySpan<byte> head, byte board, int count, out ReadOnlySpan<byte> data, out bool isBroken)
    {
        var heard = ModbusFrames.Registers(head, board, count, out data);
        isBroken = heard == Heard.Nothing && head.Length >= ModbusFrames.AroundData + 2 * count
            && ModbusFrames.Begins(head, board, ModbusFrames.ReadRegisters) && head[2] == 2 * count;
        return heard == Heard.Nothing && !isBroken ? ModbusFrames.Refusal(head, board, ModbusFrames.ReadRegisters, out _) : heard;
    }

    /// <summary>Reads an answer to a read that nobody waits for any more, however many registers it tells.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte board)
    {
        var late = ModbusFrames.Refusal(head, board, ModbusFrames.ReadRegisters, out _);
        if (late == Heard.Nothing && ModbusFrames.Begins(head, board, ModbusFrames.ReadRegisters))
            late = head.Length < HeaderLength ? Heard.Beginning
                : head[2] is 0 or > 2 * RegistersMax || head[2] % 2 != 0 ? Heard.Nothing
                : ModbusFrames.Whole(head, ModbusFrames.AroundData + head[2]);
        return late.Taken > 0 ? Heard.Stray(late.Taken) : late;
    }
}
