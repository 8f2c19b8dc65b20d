namespace YongAi.Edge.Tests.Devices;

/// <summary>A Modbus relay board at address 1 with pulses that end by themselves; written apart from the driver.</summary>
internal sealed class RelayPart : IPart
{
    private readonly TimeSpan[] onUntil = new TimeSpan[32];

    /// <summary>Requests that get lost on their way.</summary>
    public int Drops { get; set; }
    public int Pulses { get; private set; }

    public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
    {
        if (Drops > 0)
        {
            Drops--;
            return [];
        }
        return request[1] switch
        {
            0x01 => [(25, Relays(request[5], now))],
            0x05 => [(25, Write(request, now))],
            _ => [],
        };
    }

    public static byte[] Checked(byte[] body)
    {
        var crc = 0xFFFF;
        foreach (var b in body)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
        }
        return [.. body, (byte)(crc & 0xFF), (byte)(crc >> 8)];
    }

    private byte[] Write(byte[] request, TimeSpan now)
    {
        var value = request[4] << 8 | request[5];
        var relay = request[3];
        if (request[2] == 0x02)
        {
            Pulses++;
            onUntil[relay] = now + TimeSpan.FromMilliseconds(100 * value);
        }
        else if (request[2] == 0x00 && value == 0) onUntil[relay] = TimeSpan.Zero;
        else return Checked([0x01, 0x85, 0x03]);
        return request;
    }

    private byte[] Relays(int count, TimeSpan now)
    {
        var bits = new byte[(count + 7) / 8];
        for (var relay = 0; relay < count; relay++)
            if (onUntil[relay] > now) bits[relay / 8] |= (byte)(1 << relay % 8);
        return Checked([0x01, 0x01, (byte)bits.Length, .. bits]);
    }
}
