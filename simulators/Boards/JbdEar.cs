namespace YongAi.Simulators.Boards;

/// <summary>A request that a JBD board understood.</summary>
public readonly record struct JbdRequest(bool Write, byte Command, byte[] Data);

/// <summary>Finds requests to a JBD board in the bytes on its line (hardware 2.1).</summary>
public sealed class JbdEar
{
    private const byte Start = 0xDD, Read = 0xA5, WriteMark = 0x5A, End = 0x77;
    /// <summary>Start, direction, command, length; then data; then two of check and the end.</summary>
    private const int BeforeData = 4, AfterData = 3;
    private const int DataMax = 32;
    private const int BufferMax = 128;
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(50);

    private readonly List<byte> buffer = [];
    private TimeSpan lastByte;

    public IEnumerable<JbdRequest> Hear(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        if (now - lastByte > GapEndsFrame || buffer.Count + bytes.Length > BufferMax) buffer.Clear();
        lastByte = now;
        foreach (var b in bytes[..Math.Min(bytes.Length, BufferMax)]) buffer.Add(b);
        var found = new List<JbdRequest>();
        while (TryCut(out var request)) found.Add(request);
        return found;
    }

    public void Forget() => buffer.Clear();

    private bool TryCut(out JbdRequest request)
    {
        request = default;
        while (buffer.Count > 0)
        {
            if (CanStart())
            {
                if (buffer.Count < BeforeData || buffer.Count < BeforeData + buffer[3] + AfterData) return false;
                var length = buffer[3];
                if (IsWhole(length))
                {
                    byte[] data = [.. buffer[BeforeData..(BeforeData + length)]];
                    request = new JbdRequest(buffer[1] == WriteMark, buffer[2], data);
                    buffer.RemoveRange(0, BeforeData + length + AfterData);
                    return true;
                }
            }
            buffer.RemoveAt(0);
        }
        return false;
    }

    private bool CanStart() => buffer[0] == Start
        && (buffer.Count < 2 || buffer[1] is Read or WriteMark)
        && (buffer.Count < BeforeData || buffer[3] <= DataMax);

    private bool IsWhole(int length)
    {
        var sum = 0;
        for (var i = 2; i < BeforeData + length; i++) sum += buffer[i];
        var check = buffer[BeforeData + length] << 8 | buffer[BeforeData + length + 1];
        return (sum + check & 0xFFFF) == 0 && buffer[BeforeData + length + 2] == End;
    }
}
