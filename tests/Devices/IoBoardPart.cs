namespace YongAi.Edge.Tests.Devices;

/// <summary>A Modbus board of relays and inputs at address 1, written apart from the driver; pulses end by themselves.</summary>
internal sealed class IoBoardPart : IPart
{
    private readonly TimeSpan[] onUntil = new TimeSpan[32];

    public List<(int Relay, int Units)> Pulses { get; } = [];
    public bool[] Inputs { get; } = new bool[32];

    /// <summary>Functions that it does not answer.</summary>
    public HashSet<int> Deaf { get; } = [];

    /// <summary>Functions that it refuses, with exception 04, and does nothing.</summary>
    public HashSet<int> Refuses { get; } = [];

    /// <summary>It does not even hear writes.</summary>
    public bool LosesWrites { get; set; }

    /// <summary>Relays that never let go.</summary>
    public HashSet<int> Welded { get; } = [];

    /// <summary>What becomes of its answers, in turn, each once; then they come as they are.</summary>
    public Queue<Func<byte[], (int AfterMs, byte[] Bytes)[]>> Wire { get; } = new();

    public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
    {
        if (request[0] != 1 || request[1] == 5 && LosesWrites) return [];
        byte[] answer = Refuses.Contains(request[1]) ? RelayPart.Checked([1, (byte)(request[1] | 0x80), 4]) : request[1] switch
        {
            1 => Bits(request, relay => IsOn(relay, now)),
            2 => Bits(request, input => Inputs[input]),
            5 => Write(request, now),
            _ => RelayPart.Checked([1, (byte)(request[1] | 0x80), 1]),
        };
        if (Deaf.Contains(request[1])) return [];
        return Wire.TryDequeue(out var wire) ? wire(answer) : [(20, answer)];
    }

    public bool IsOn(int relay, TimeSpan now) => onUntil[relay] > now || Welded.Contains(relay) && onUntil[relay] > TimeSpan.Zero;

    public void Restart() => Array.Clear(onUntil);

    private byte[] Write(byte[] request, TimeSpan now)
    {
        var units = request[4] << 8 | request[5];
        if (request[2] == 2)
        {
            Pulses.Add((request[3], units));
            onUntil[request[3]] = now + TimeSpan.FromMilliseconds(100 * units);
        }
        else onUntil[request[3]] = TimeSpan.Zero;
        return request;
    }

    private static byte[] Bits(byte[] request, Func<int, bool> state)
    {
        var count = request[5];
        var bits = new byte[(count + 7) / 8];
        for (var at = 0; at < count; at++)
            if (state(at)) bits[at / 8] |= (byte)(1 << at % 8);
        return RelayPart.Checked([request[0], request[1], (byte)bits.Length, .. bits]);
    }
}
