namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>A lock board of some family as its table describes it, on a line bench; written apart from the drivers.</summary>
internal abstract class FamilyPart : IPart
{
    protected FamilyPart() => Array.Fill(Levels, true);

    /// <summary>Level of each input, by channel.</summary>
    public bool[] Levels { get; } = new bool[65];

    /// <summary>The board calls an input faulty, where it has a word for that.</summary>
    public HashSet<int> Faulty { get; } = [];

    public int DelayMs { get; set; } = 30;
    public bool IsSilent { get; set; }

    /// <summary>The lock answers, but its bolt does not move.</summary>
    public bool IsJammed { get; set; }

    /// <summary>What the board says of an opening in place of success, where it has a word for that; it does not fire.</summary>
    public byte? Refuses { get; set; }

    /// <summary>What the board says of a read in place of an answer.</summary>
    public bool RefusesReads { get; set; }
    public List<int> Fired { get; } = [];

    /// <summary>What happens to each reply on its way.</summary>
    public Func<byte[], IEnumerable<(int AfterMs, byte[] Bytes)>> Wire { get; set; } = reply => [(0, reply)];

    public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
    {
        if (IsSilent || Reply(request) is not { } reply) return [];
        return [.. Wire(reply).Select(piece => (DelayMs + piece.AfterMs, piece.Bytes))];
    }

    /// <summary>What the board says at once; null: nothing.</summary>
    public abstract byte[]? Reply(byte[] request);

    protected void Fire(int channel)
    {
        Fired.Add(channel);
        if (!IsJammed) Levels[channel] = false;
    }

    protected uint Bits(int count) =>
        Enumerable.Range(0, count).Aggregate(0u, (bits, at) => Levels[at + 1] ? bits | 1u << at : bits);

    protected static byte[] Xored(params byte[] body) => [.. body, body.Aggregate((byte)0, (xor, b) => (byte)(xor ^ b))];

    protected static byte Sum(IEnumerable<byte> bytes) => (byte)(bytes.Sum(b => b) & 0xFF);
}

/// <summary>WKLY (hardware 1.2): four locks, four presence switches.</summary>
internal sealed class WklyPart(byte address) : FamilyPart
{
    private const int Channels = 8;

    public override byte[]? Reply(byte[] request)
    {
        if (request[4] != request.Length || request[5] != address) return null;
        switch (request[6])
        {
            case 0x82 when Refuses is { } status: return Says(0x82, status, request[7], State(request[7]));
            case 0x82:
                Fire(request[7]);
                return Says(0x82, 0, request[7], State(request[7]));
            case 0x83: return Says(0x83, RefusesReads ? (byte)0xFF : (byte)0, request[7], State(request[7]));
            case 0x84: return Says([0x84, RefusesReads ? (byte)0xFF : (byte)0, Channels, .. Enumerable.Range(1, Channels).Select(State)]);
            default: return null;
        }
    }

    public byte[] Report(int channel) => Says(0x85, (byte)channel, State(channel));

    private byte State(int channel) => Faulty.Contains(channel) ? (byte)0xFF : Levels[channel] ? (byte)1 : (byte)0;

    private byte[] Says(params byte[] body) => Xored([0x57, 0x4B, 0x4C, 0x59, (byte)(body.Length + 7), address, .. body]);
}

/// <summary>KERONG KR-CU16 (hardware 1.3).</summary>
internal sealed class Cu16Part(byte address) : FamilyPart
{
    public bool AnswersOpening { get; set; } = true;
    public bool AnswersUnlockTime { get; set; } = true;

    /// <summary>After an opening it hears nothing but the question for its unlock time.</summary>
    public bool StaysBusy { get; set; }

    public int Settled { get; private set; }

    private bool busy;

    public override byte[]? Reply(byte[] request)
    {
        if (request.Length != 5 || request[0] != 2 || request[1] >> 4 != address || Sum(request[..4]) != request[4]) return null;
        if (request[2] == 0x38)
        {
            Settled++;
            busy = false;
            return AnswersUnlockTime ? Summed(2, (byte)(address << 4), 0x38, 0, 50, 3) : null;
        }
        if (busy) return null;
        if (request[2] == 0x31)
        {
            Fire((request[1] & 15) + 1);
            busy = StaysBusy;
            return AnswersOpening ? Status() : null;
        }
        return request[2] == 0x30 ? Status() : null;
    }

    private byte[] Status()
    {
        var bits = Bits(32);
        byte[] levels = [(byte)(bits & 255), (byte)(bits >> 8 & 255), (byte)(bits >> 16 & 255), (byte)(bits >> 24)];
        return Summed([2, (byte)(address << 4), 0x35, .. levels, 3]);
    }

    private static byte[] Summed(params byte[] body) => [.. body, Sum(body)];
}

/// <summary>Winnsen (hardware 1.5).</summary>
internal sealed class WinnsenPart(byte station) : FamilyPart
{
    public override byte[]? Reply(byte[] request)
    {
        if (request is not [0x90, 6, var command, var at, var channel, 3] || at != station) return null;
        if (command == 0x12) return [0x90, 7, 0x92, station, Levels[channel] ? (byte)1 : (byte)0, channel, 3];
        if (command != 0x05) return null;
        if (Refuses is null) Fire(channel);
        return [0x90, 7, 0x85, station, channel, Refuses ?? 1, 3];
    }
}

/// <summary>DC 02 (hardware 1.6).</summary>
internal sealed class Dc02Part(byte address) : FamilyPart
{
    /// <summary>What it says as the state of every lock, where that is neither 0 nor 1.</summary>
    public byte? Odd { get; set; }

    public override byte[]? Reply(byte[] request)
    {
        if (request is not [0xDC, 2, var board, var command, 1, var channel, var sum]) return null;
        if (board != address || Sum(request[2..6]) != sum) return null;
        if (command == 0x11) return Says(0x11, channel, Odd ?? (Levels[channel] ? (byte)1 : (byte)0));
        if (command != 0x10) return null;
        if (Refuses is null) Fire(channel);
        return Says(0x10, channel, Refuses ?? 1);
    }

    private byte[] Says(params byte[] what)
    {
        byte[] body = [address, what[0], 2, .. what[1..]];
        return [0xDC, 0xFE, .. body, Sum(body)];
    }
}

/// <summary>A Modbus relay board with locks (hardware 1.7): the pulse is all it is asked for.</summary>
internal sealed class RelayLockPart(byte address) : FamilyPart
{
    public override byte[]? Reply(byte[] request)
    {
        if (request.Length != 8 || request[0] != address || !RelayPart.Checked(request[..6]).SequenceEqual(request)) return null;
        if (request[1] == 0x02)
            return RefusesReads ? RelayPart.Checked([address, 0x82, 4]) : RelayPart.Checked([address, 2, 1, (byte)(Bits(8) & 255)]);
        if (request[1] != 0x05 || request[2] != 0x02) return null;
        if (Refuses is { } why) return RelayPart.Checked([address, 0x85, why]);
        Fire(request[3] + 1);
        return request;
    }
}
