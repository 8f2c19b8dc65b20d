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

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    /// <summary>The next request that was heard whole.</summary>
    public bool TryCut(out JbdRequest request)
    {
        request = default;
        for (var head = buffer.Head; head.Length > 0; buffer.Drop(1), head = buffer.Head)
        {
            if (!CanStart(head)) continue;
            if (head.Length < BeforeData || head.Length < BeforeData + head[3] + AfterData) return false;
            var length = head[3];
            if (!IsWhole(head, length)) continue;
            request = new JbdRequest(head[1] == WriteMark, head[2], head.Slice(BeforeData, length).ToArray());
            buffer.Drop(BeforeData + length + AfterData);
            return true;
        }
        return false;
    }

    public void Forget() => buffer.Forget();

    private static bool CanStart(ReadOnlySpan<byte> head) => head[0] == Start
        && (head.Length < 2 || head[1] is Read or WriteMark)
        && (head.Length < BeforeData || head[3] <= DataMax);

    private static bool IsWhole(ReadOnlySpan<byte> head, int length)
    {
        var sum = 0;
        for (var i = 2; i < BeforeData + length; i++) sum += head[i];
        var check = head[BeforeData + length] << 8 | head[BeforeData + length + 1];
        return (sum + check & 0xFFFF) == 0 && head[BeforeData + length + 2] == End;
    }
}
