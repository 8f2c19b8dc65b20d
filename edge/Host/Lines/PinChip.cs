using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.Lines;

/// <summary>Pins failed while they were ours: they are given back and taken again.</summary>
internal sealed class PinsBroken(string message) : Exception(message);

/// <summary>Pins of one chip, taken in one request. The kernel gives a pin to one owner at a time.</summary>
internal sealed unsafe class PinChip : IDisposable
{
    /// <summary>The kernel keeps so many edges for a reader that is late; older ones are lost, and their number is told.</summary>
    public const int EdgesKept = 256;
    private const int EdgesAtOnce = 32;
    private const string Consumer = "yongai-edge", Devices = "/dev", Chips = "gpiochip*";

    private readonly ImmutableArray<uint> offsets;
    private readonly uint[] numbers;
    private readonly ulong all;
    private bool closed;

    private PinChip(int descriptor, ImmutableArray<uint> offsets)
    {
        (Descriptor, this.offsets, numbers) = (descriptor, offsets, new uint[offsets.Length]);
        all = ulong.MaxValue >> (GpioV2.LinesMax - offsets.Length);
    }

    /// <summary>Readable when an edge waits.</summary>
    public int Descriptor { get; }

    /// <summary>Takes the pins; null and the reason when they cannot be had.</summary>
    /// <param name="chip">The path of the character device, or the chip's label: numbers of chips change with the kernel and with each plug.</param>
    /// <param name="pins">1 to 64.</param>
    public static PinChip? TryTake(string chip, ImmutableArray<PinRequest> pins, out string why)
    {
        if (PinConfig.Of(pins, out why) is not { } config) return null;
        var fd = chip.Contains('/', StringComparison.Ordinal) ? Open(chip, out why) : OpenLabelled(chip, out why);
        if (fd < 0) return null;
        try
        {
            if (Offsets(fd, chip, pins, out why) is not { } offsets) return null;
            var request = new GpioV2.LineRequest { Config = config, Count = (uint)offsets.Length, EdgesKept = EdgesKept };
            for (var n = 0; n < offsets.Length; n++) request.Offsets[n] = offsets[n];
            Encoding.ASCII.GetBytes(Consumer, new Span<byte>(request.Consumer, GpioV2.NameBytes));
            if (Libc.Ioctl(fd, GpioV2.GetLine, (nint)(&request)) >= 0) return new PinChip(request.Descriptor, offsets);
            var error = Libc.LastError;
            why = error == Libc.Busy ? $"{chip}: {Owners(fd, offsets, pins)}" : $"{chip} refuses the pins: {Libc.Words(error)}";
            return null;
        }
        finally
        {
            _ = Libc.Close(fd);
        }
    }

    /// <summary>All levels at this moment, a bit each; 1 is active.</summary>
    /// <exception cref="PinsBroken">The chip is gone.</exception>
    public ulong Read()
    {
        var values = new GpioV2.Values { Mask = all };
        if (Libc.Ioctl(Descriptor, GpioV2.GetValues, (nint)(&values)) < 0) throw new PinsBroken($"cannot be read: {Libc.Words(Libc.LastError)}");
        return values.Levels & all;
    }

    /// <summary>Drives the outputs in the mask.</summary>
    /// <exception cref="PinsBroken">The chip is gone.</exception>
    public void Drive(ulong levels, ulong mask)
    {
        var values = new GpioV2.Values { Levels = levels, Mask = mask & all };
        if (values.Mask == 0) return;
        if (Libc.Ioctl(Descriptor, GpioV2.SetValues, (nint)(&values)) < 0) throw new PinsBroken($"cannot be driven: {Libc.Words(Libc.LastError)}");
    }

    /// <summary>Takes the edges that wait, at most some at once.</summary>
    /// <exception cref="PinsBroken">The chip is gone.</exception>
    public void Edges(Action<PinEdge> tell)
    {
        var events = stackalloc GpioV2.LineEvent[EdgesAtOnce];
        var count = Libc.Read(Descriptor, (byte*)events, (nuint)(EdgesAtOnce * sizeof(GpioV2.LineEvent)));
        if (count < 0 && Libc.LastError is not (Libc.Interrupted or Libc.TryAgain)) throw new PinsBroken($"edges: {Libc.Words(Libc.LastError)}");
        for (var n = 0; n < count / sizeof(GpioV2.LineEvent); n++)
        {
            var pin = offsets.IndexOf(events[n].Offset);
            if (pin < 0) continue;
            var lost = events[n].NumberOnLine - numbers[pin] - 1;
            numbers[pin] = events[n].NumberOnLine;
            tell(new PinEdge(pin, events[n].Kind == GpioV2.Rising, (long)events[n].At, lost));
        }
    }

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        _ = Libc.Close(Descriptor);
    }

    private static int Open(string path, out string why)
    {
        var fd = Libc.Open(path, Libc.ReadWrite | Libc.CloseOnExec);
        why = fd < 0 ? $"cannot open {path}: {Libc.Words(Libc.LastError)}" : "";
        return fd;
    }

    private static int OpenLabelled(string label, out string why)
    {
        var (found, labels) = (new List<string>(), new List<string>());
        foreach (var path in Directory.EnumerateFiles(Devices, Chips).Order(StringComparer.Ordinal))
        {
            var fd = Open(path, out why);
            if (fd < 0) continue;
            var about = new GpioV2.ChipInfo();
            var isChip = Libc.Ioctl(fd, GpioV2.GetChipInfo, (nint)(&about)) >= 0;
            _ = Libc.Close(fd);
            if (!isChip) continue;
            labels.Add(LabelOf(about));
            if (labels[^1] == label) found.Add(path);
        }
        if (found is [var only]) return Open(only, out why);
        why = found.Count > 1 ? $"{found.Count} GPIO chips are labelled {label}: give the path, one of {string.Join(", ", found)}"
            : labels.Count == 0 ? $"no GPIO chip labelled {label}: none can be opened under {Devices}"
            : $"no GPIO chip labelled {label}: there are {string.Join(", ", labels)}";
        return -1;
    }

    private static ImmutableArray<uint>? Offsets(int fd, string chip, ImmutableArray<PinRequest> pins, out string why)
    {
        var about = new GpioV2.ChipInfo();
        if (Libc.Ioctl(fd, GpioV2.GetChipInfo, (nint)(&about)) < 0)
        {
            why = $"{chip} is no GPIO chip: {Libc.Words(Libc.LastError)}";
            return null;
        }
        var names = Enumerable.Range(0, (int)about.Lines).Select(offset => NameOf(Info(fd, (uint)offset))).ToImmutableArray();
        var offsets = ImmutableArray.CreateBuilder<uint>(pins.Length);
        foreach (var pin in pins)
        {
            var named = Enumerable.Range(0, names.Length).Where(offset => names[offset] == pin.Line).ToImmutableArray();
            if (named is [] && uint.TryParse(pin.Line, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given < about.Lines)
                named = [(int)given];
            why = named.Length == 0 ? $"{chip} has no line {pin.Line}: its {about.Lines} lines have offsets 0 to {about.Lines - 1}{Examples(names)}"
                : named.Length > 1 ? $"{chip} has {named.Length} lines named {pin.Line}: give the offset, one of {string.Join(", ", named)}"
                : offsets.Contains((uint)named[0]) ? $"{chip}: line {pin.Line} is given twice" : "";
            if (why.Length > 0) return null;
            offsets.Add((uint)named[0]);
        }
        why = "";
        return offsets.ToImmutable();
    }

    private static string Examples(ImmutableArray<string> names)
    {
        var known = names.Where(name => name.Length > 0).Take(4).ToImmutableArray();
        return known.IsEmpty ? "" : $", and names like {string.Join(", ", known)}";
    }

    private static string Owners(int fd, ImmutableArray<uint> offsets, ImmutableArray<PinRequest> pins)
    {
        var taken = Enumerable.Range(0, pins.Length).Select(n => (pins[n].Line, Info: Info(fd, offsets[n])))
            .Where(pin => (pin.Info.Flags & GpioV2.Used) != 0).Select(pin => $"line {pin.Line} is in use by {OwnerOf(pin.Info)}");
        return string.Join("; ", taken);
    }

    private static GpioV2.LineInfo Info(int fd, uint offset)
    {
        var info = new GpioV2.LineInfo { Offset = offset };
        _ = Libc.Ioctl(fd, GpioV2.GetLineInfo, (nint)(&info));
        return info;
    }

    private static string LabelOf(GpioV2.ChipInfo info) => Text(info.Label);

    private static string NameOf(GpioV2.LineInfo info) => Text(info.Name);

    private static string OwnerOf(GpioV2.LineInfo info) => Text(info.Consumer);

    private static string Text(byte* name) => Marshal.PtrToStringUTF8((nint)name) ?? "";
}
