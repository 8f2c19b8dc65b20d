using System.Runtime.InteropServices;
using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.Lines;

/// <summary>struct termios2, 44 bytes (asm-generic/termbits.h).</summary>
[StructLayout(LayoutKind.Sequential, Size = 44)]
public unsafe struct Termios
{
    // c_cflag: any speed by number (BOTHER), eight bits, receiver on, no modem lines awaited.
    private const uint AnySpeed = 0x1000, EightBits = 0x30, Receive = 0x80, Local = 0x800;
    private const uint SpeedMask = 0x100F, SizeMask = 0x30, TwoStops = 0x40, Parity = 0x100, HangUpOnClose = 0x400;
    private const uint RtsCts = 0x8000_0000;
    // c_iflag: a character of wrong parity is read as 0, so that a frame fails its own check.
    private const uint CheckParity = 0x10;
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
    /// Every byte as it is: software flow control left on would swallow the 11 of a lock frame (hardware 8). VMIN and VTIME are
    /// 0: poll says when to read. No hang-up on close: modem lines reset boards.
    /// </summary>
    public static Termios Raw(int baud, LineFormat format) => new()
    {
        InputFlags = format == LineFormat.Bits8E1 ? CheckParity : 0,
        ControlFlags = AnySpeed | EightBits | Receive | Local | format switch
        {
            LineFormat.Bits8E1 => Parity,
            LineFormat.Bits8N2 => TwoStops,
            _ => 0,
        },
        InputSpeed = checked((uint)baud),
        OutputSpeed = checked((uint)baud),
    };

    /// <summary>The control flags that were got, with the parity and stop bits that were asked for here.</summary>
    public readonly uint WithBitsOf(uint got) => (got & ~(Parity | TwoStops)) | (ControlFlags & (Parity | TwoStops));

    /// <summary>What the driver made of it, or null when it is what was asked for.</summary>
    public readonly string? DiffersFrom(Termios asked)
    {
        if (InputFlags != asked.InputFlags || OutputFlags != 0 || LocalFlags != 0) return "the line cannot be made raw";
        if ((ControlFlags & Meant) != (asked.ControlFlags & Meant))
            return $"the line does not take {Words(asked)}";
        var wanted = (double)asked.OutputSpeed;
        var isPlain = (ControlFlags & SpeedMask) != 0 && OutputSpeed != 0;
        return isPlain && Math.Abs(OutputSpeed - wanted) <= wanted * SpeedErrorMax
            ? null
            : $"the line does not run at {asked.OutputSpeed} Bd, only at {OutputSpeed}";
    }

    private static string Words(Termios asked) => (asked.ControlFlags & Parity) != 0 ? "8 data bits, even parity, 1 stop bit"
        : (asked.ControlFlags & TwoStops) != 0 ? "8 data bits, no parity, 2 stop bits" : "8 data bits, no parity, 1 stop bit";
}
