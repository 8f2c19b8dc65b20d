namespace YongAi.Edge.Tests.Devices;

/// <summary>A lock board as its maker describes it, with the faults that boards have; written apart from the driver.</summary>
internal sealed class LockBoardPart(byte address) : IPart
{
    /// <summary>Level of each feedback input, by channel.</summary>
    public bool[] Levels { get; } = new bool[51];

    public int DelayMs { get; set; } = 30;
    public bool IsSilent { get; set; }
    public bool AnswersOne { get; set; } = true;
    public bool AnswersAll { get; set; } = true;

    /// <summary>The lock answers, but its bolt does not move.</summary>
    public bool IsJammed { get; set; }

    /// <summary>Level that an input takes when its door springs open, and when.</summary>
    public bool OpenLevel { get; set; }
    public List<int> Fired { get; } = [];

    /// <summary>What happens to each reply on its way.</summary>
    public Func<byte[], IEnumerable<(int AfterMs, byte[] Bytes)>> Wire { get; set; } = reply => [(0, reply)];

    public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
    {
        if (IsSilent || request.Length != 5 || request[1] != address || Xor(request) != 0) return [];
        var reply = request[0] switch
        {
            0x8A => Open(request[2]),
            0x80 when request[3] == 0x33 => Read(request[2]),
            _ => null,
        };
        return reply is null ? [] : [.. Wire(reply).Select(piece => (DelayMs + piece.AfterMs, piece.Bytes))];
    }

    public static byte[] Closed(params byte[] body) => [.. body, Xor(body)];

    private byte[] Open(int channel)
    {
        Fired.Add(channel);
        if (!IsJammed) Levels[channel] = OpenLevel;
        return Closed(0x8A, address, (byte)channel, Level(channel));
    }

    private byte[]? Read(int channel)
    {
        if (channel != 0) return AnswersOne ? Closed(0x80, address, (byte)channel, Level(channel)) : null;
        return AnswersAll ? Closed(0x80, address, Status(17), Status(9), Status(1), 0x33) : null;
    }

    private byte Level(int channel) => Levels[channel] ? (byte)0x11 : (byte)0x00;

    private byte Status(int from)
    {
        var bits = 0;
        for (var bit = 0; bit < 8; bit++) if (Levels[from + bit]) bits |= 1 << bit;
        return (byte)bits;
    }

    private static byte Xor(byte[] bytes) => bytes.Aggregate((byte)0, (sum, b) => (byte)(sum ^ b));
}
