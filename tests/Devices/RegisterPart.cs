namespace YongAi.Edge.Tests.Devices;

/// <summary>A Modbus slave of registers, written apart from the drivers; answers by 03, 04, 06.</summary>
/// <param name="address">Its address.</param>
internal sealed class RegisterPart(byte address) : IPart
{
    public Dictionary<int, ushort> Registers { get; } = [];

    /// <summary>What becomes of its answers, in turn, each once; then they come as they are.</summary>
    public Queue<Func<byte[], (int AfterMs, byte[] Bytes)[]>> Wire { get; } = new();

    /// <summary>Reads that begin here are refused with exception 02.</summary>
    public HashSet<int> Missing { get; } = [];

    /// <summary>Registers that take a write and stay as they are.</summary>
    public HashSet<int> Stuck { get; } = [];
    public bool Mute { get; set; }
    public Action<int, ushort>? Written { get; set; }

    public RegisterPart Put(int at, params ushort[] words)
    {
        foreach (var word in words) Registers[at++] = word;
        return this;
    }

    /// <summary>Singles, the higher word first.</summary>
    public RegisterPart PutSingle(int at, float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return Put(at, (ushort)(bits >> 16), (ushort)(bits & 0xFFFF));
    }

    public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
    {
        if (request[0] != address) return [];
        var at = request[2] << 8 | request[3];
        var value = request[4] << 8 | request[5];
        if (request[1] == 0x06 && !Mute && !Missing.Contains(at))
        {
            if (!Stuck.Contains(at)) Registers[at] = (ushort)value;
            Written?.Invoke(at, (ushort)value);
        }
        if (Mute) return [];
        var answer = Missing.Contains(at) ? RelayPart.Checked([address, (byte)(request[1] | 0x80), 0x02])
            : request[1] == 0x06 ? request : Read(request[1], at, value);
        return Wire.TryDequeue(out var wire) ? wire(answer) : [(20, answer)];
    }

    private byte[] Read(byte function, int first, int count)
    {
        var data = new List<byte>();
        for (var at = first; at < first + count; at++)
        {
            var word = Registers.GetValueOrDefault(at);
            data.AddRange([(byte)(word >> 8), (byte)(word & 0xFF)]);
        }
        return RelayPart.Checked([address, function, (byte)data.Count, .. data]);
    }
}
