using System.Runtime.InteropServices;

namespace YongAi.Edge.Host.Lines;

/// <summary>
/// The GPIO character device, version 2 (linux/gpio.h): numbers and structs, nothing else. Sizes are part of the ioctl numbers and the same
/// on x86-64 and arm64.
/// </summary>
internal static class GpioV2
{
    public const int LinesMax = 64, AttributesMax = 10, NameBytes = 32;
    public const uint GetChipInfo = 0x8044B401, GetLineInfo = 0xC100B405, GetLine = 0xC250B407;
    public const uint GetValues = 0xC010B40E, SetValues = 0xC010B40F;

    /// <summary>Flags of a line.</summary>
    public const ulong Used = 1, ActiveLow = 1 << 1, Input = 1 << 2, Output = 1 << 3, EdgeRising = 1 << 4, EdgeFalling = 1 << 5,
        OpenDrain = 1 << 6, BiasPullUp = 1 << 8, BiasPullDown = 1 << 9, BiasDisabled = 1 << 10;

    /// <summary>What an attribute carries.</summary>
    public const uint AttributeFlags = 1, AttributeValues = 2, AttributeDebounce = 3;

    /// <summary>Kinds of an edge.</summary>
    public const uint Rising = 1, Falling = 2;

    /// <summary>struct gpiochip_info.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 68)]
    public unsafe struct ChipInfo
    {
        [FieldOffset(0)] public fixed byte Name[NameBytes];
        [FieldOffset(32)] public fixed byte Label[NameBytes];
        [FieldOffset(64)] public uint Lines;
    }

    /// <summary>struct gpio_v2_line_info.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public unsafe struct LineInfo
    {
        [FieldOffset(0)] public fixed byte Name[NameBytes];
        [FieldOffset(32)] public fixed byte Consumer[NameBytes];
        [FieldOffset(64)] public uint Offset;
        [FieldOffset(72)] public ulong Flags;
    }

    /// <summary>struct gpio_v2_line_config_attribute: an attribute and the lines that it is for, a bit each.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 24)]
    public struct Attribute
    {
        [FieldOffset(0)] public uint Id;
        [FieldOffset(8)] public ulong Value;
        [FieldOffset(16)] public ulong Mask;
    }

    /// <summary>struct gpio_v2_line_config.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 272)]
    public struct LineConfig
    {
        [FieldOffset(0)] public ulong Flags;
        [FieldOffset(8)] public uint Count;
        [FieldOffset(32)] public Attributes Attributes;
    }

    /// <summary>The attributes of a configuration.</summary>
    [System.Runtime.CompilerServices.InlineArray(AttributesMax)]
    public struct Attributes
    {
        private Attribute first;
    }

    /// <summary>struct gpio_v2_line_request.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 592)]
    public unsafe struct LineRequest
    {
        [FieldOffset(0)] public fixed uint Offsets[LinesMax];
        [FieldOffset(256)] public fixed byte Consumer[NameBytes];
        [FieldOffset(288)] public LineConfig Config;
        [FieldOffset(560)] public uint Count;
        [FieldOffset(564)] public uint EdgesKept;
        [FieldOffset(588)] public int Descriptor;
    }

    /// <summary>struct gpio_v2_line_values: levels, and the lines that are meant.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    public struct Values
    {
        [FieldOffset(0)] public ulong Levels;
        [FieldOffset(8)] public ulong Mask;
    }

    /// <summary>struct gpio_v2_line_event.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 48)]
    public struct LineEvent
    {
        [FieldOffset(0)] public ulong At;
        [FieldOffset(8)] public uint Kind;
        [FieldOffset(12)] public uint Offset;
        [FieldOffset(16)] public uint Number;
        [FieldOffset(20)] public uint NumberOnLine;
    }
}
