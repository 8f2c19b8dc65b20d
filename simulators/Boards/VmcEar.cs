namespace YongAi.Simulators.Boards;

/// <summary>Finds frames to a vending board in the bytes on its line (hardware 5).</summary>
public sealed class VmcEar
{
    private const int BeforeData = 4, CheckBytes = 1, DataMax = 64, BufferMax = 256;
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(50);

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    public bool TryCut(out byte command, out byte[] data)
    {
        (command, data) = (0, []);
        for (var head = buffer.Head; head.Length > 0; buffer.Drop(1), head = buffer.Head)
        {
            if (head[0] != 0xFA || head.Length > 1 && head[1] != 0xFB || head.Length > 3 && head[3] > DataMax) continue;
            if (head.Length < BeforeData || head.Length < BeforeData + head[3] + CheckBytes) return false;
            var whole = BeforeData + head[3] + CheckBytes;
            byte check = 0;
            foreach (var b in head[..whole]) check ^= b;
            if (check != 0) continue;
            (command, data) = (head[2], head[BeforeData..(whole - CheckBytes)].ToArray());
            buffer.Drop(whole);
            return true;
        }
        return false;
    }

    public void Forget() => buffer.Forget();
}
