namespace YongAi.Edge.Devices.Framing;

/// <summary>The checks of the frames this cabinet speaks (hardware reference 1.1 to 1.7, 2.1, 3.1).</summary>
public static class Checksums
{
    /// <summary>XOR of all bytes; over a whole 8A/80 frame it is 0.</summary>
    public static byte Xor(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var b in bytes) sum ^= b;
        return sum;
    }

    /// <summary>Low byte of the sum of all bytes.</summary>
    public static byte Sum8(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes) sum += b;
        return (byte)(sum & 0xFF);
    }

    /// <summary>CRC-16/Modbus: polynomial 8005 reflected, start FFFF; on the wire low byte first.</summary>
    public static ushort Crc16Modbus(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xA001;
        }
        return (ushort)crc;
    }

    /// <summary>CRC-16 with polynomial 1021 and start 0000, as the GM65 scanners use it; on the wire high byte first.</summary>
    public static ushort Crc16Xmodem(ReadOnlySpan<byte> bytes) => Crc16Of1021(bytes, start: 0);

    /// <summary>CRC-16/CCITT-FALSE: polynomial 1021 and start FFFF; on the wire high byte first.</summary>
    public static ushort Crc16CcittFalse(ReadOnlySpan<byte> bytes) => Crc16Of1021(bytes, start: 0xFFFF);

    private static ushort Crc16Of1021(ReadOnlySpan<byte> bytes, int start)
    {
        var crc = start;
        foreach (var b in bytes)
        {
            crc ^= b << 8;
            for (var bit = 0; bit < 8; bit++) crc = ((crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xFFFF;
        }
        return (ushort)crc;
    }

    /// <summary>What JBD boards send as check: 10000h less the sum of the bytes; on the wire high byte first.</summary>
    public static ushort JbdCheck(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes) sum += b;
        return (ushort)((0x10000 - (sum & 0xFFFF)) & 0xFFFF);
    }
}
