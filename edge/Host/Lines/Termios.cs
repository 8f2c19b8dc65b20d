using System.Runtime.InteropServices;

namespace YongAi.Edge.Host.Lines;

/// <summary>struct termios2, 44 bytes (asm-generic/termbits.h).</summary>
[StructLayout(LayoutKind.Sequential, Size = 44)]
internal unsafe struct Termios
{
    // c_cflag: any speed by number (BOTHER), eight bits, receiver on, no modem lines awaited.
    private const uint AnySpeed = 0x1000, EightBits = 0x30, Receive = 0x80, Local = 0x800;
    private const uint SpeedMask = 0x100F, SizeMask = 0x30, TwoStops = 0x40, Parity = 0x100, HangUpOnClose = 0x400;
    private const uint RtsCts = 0x8000_0000;
    private const uint Meant = SizeMask | TwoStops | Receive | Parity | HangUpOnClose | Local | RtsCts;

    // Ten bits sampled in their middle bear 5 % between the two ends together.
    private const double SpeedErrorMax = 0.025;

    public uint InputFlags;
    public uint OutputFlags;
    public uint ControlFlags;
    public uint LocalFlags;
    public byte Discipline;
    public fixed byte ControlCharacters[19];
    public uint InputSpeed;
    public uint OutputSpeed;

    /// <summary>
    /// Eight bits, no parity, one stop bit, and every byte as it is: software flow control left on would swallow the 11 of
    /// a lock frame (hardware 8). VMIN and VTIME are 0: poll says when to read. No hang-up on close: modem lines reset
    /// boards.
    /// </summary>
    public static Termios Raw(int baud) => new()
    {
        ControlFlags = AnySpeed | EightBits | Receive | Local,
        InputSpeed = checked((uint)baud),
        OutputSpeed = checked((uint)baud),
    };

    /// <summary>What the driver made of it, or null when it is what was asked for.</summary>
    public readonly string? DiffersFrom(Termios asked)
    {
        if (InputFlags != 0 || OutputFlags != 0 || LocalFlags != 0) return "the line cannot be made raw";
        if ((ControlFlags & Meant) != (asked.ControlFlags & Meant))
            return "the line does not take 8 data bits, no parity, 1 stop bit";
        var wanted = (double)asked.OutputSpeed;
        var isPlain = (ControlFlags & SpeedMask) != 0 && OutputSpeed != 0;
        return isPlain && Math.Abs(OutputSpeed - wanted) <= wanted * SpeedErrorMax
            ? null
            : $"the line does not run at {asked.OutputSpeed} Bd, only at {OutputSpeed}";
    }
}
