using System.Runtime.InteropServices;

namespace YongAi.Edge.Host.Lines;

/// <summary>struct serial_rs485, 32 bytes (linux/serial.h): the kernel drives a bare transceiver's direction with RTS.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public struct Rs485
{
    private const uint Enabled = 1, RtsOnSend = 2;

    public uint Flags;
    public uint DelayBeforeSend;
    public uint DelayAfterSend;

    /// <summary>RTS is up while sending; nothing is heard meanwhile, so there is no echo.</summary>
    public static Rs485 ByKernel => new() { Flags = Enabled | RtsOnSend };

    /// <summary>True when the driver turns the direction as it was asked to.</summary>
    public readonly bool Is(Rs485 asked) => (Flags & (Enabled | RtsOnSend)) == asked.Flags;
}
