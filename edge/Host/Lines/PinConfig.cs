using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.Lines;

/// <summary>
/// Turns wanted pins into one request of the kernel: flags of the first kind for all, and an attribute for every other kind, every
/// debounce period, and the outputs' first level. A request bears ten attributes.
/// </summary>
internal static class PinConfig
{
    private const long MicrosecondsMax = uint.MaxValue;

    /// <summary>The configuration; null and the reason when the pins differ in more ways than a request bears.</summary>
    public static GpioV2.LineConfig? Of(ImmutableArray<PinRequest> pins, out string why)
    {
        why = "";
        var config = new GpioV2.LineConfig { Flags = Flags(pins[0]) };
        var attributes = new List<GpioV2.Attribute>();
        foreach (var kind in Alike(pins, Flags).Where(kind => kind.Value != config.Flags))
            attributes.Add(new() { Id = GpioV2.AttributeFlags, Value = kind.Value, Mask = kind.Mask });
        foreach (var kind in Alike(pins, Debounce).Where(kind => kind.Value > 0))
            attributes.Add(new() { Id = GpioV2.AttributeDebounce, Value = kind.Value, Mask = kind.Mask });
        // Idle is inactive, whichever level that is: the kernel turns it round for a pin that is active low.
        var outputs = Mask(pins, pin => pin.IsOutput);
        if (outputs != 0) attributes.Add(new() { Id = GpioV2.AttributeValues, Value = 0, Mask = outputs });
        if (attributes.Count > GpioV2.AttributesMax)
        {
            why = $"pins of {attributes.Count + 1} kinds: a chip takes {GpioV2.AttributesMax} at once; give more of them the same bias and debounce";
            return null;
        }
        config.Count = (uint)attributes.Count;
        for (var n = 0; n < attributes.Count; n++) config.Attributes[n] = attributes[n];
        return config;
    }

    private static IEnumerable<(ulong Value, ulong Mask)> Alike(ImmutableArray<PinRequest> pins, Func<PinRequest, ulong> of) =>
        pins.Select(of).Distinct().Select(value => (value, Mask(pins, pin => of(pin) == value)));

    private static ulong Mask(ImmutableArray<PinRequest> pins, Func<PinRequest, bool> of)
    {
        var mask = 0UL;
        for (var n = 0; n < pins.Length; n++)
            if (of(pins[n])) mask |= 1UL << n;
        return mask;
    }

    private static ulong Flags(PinRequest pin) => (pin.ActiveLow ? GpioV2.ActiveLow : 0) | pin.Use switch
    {
        PinUse.Output => GpioV2.Output,
        PinUse.OpenDrain => GpioV2.Output | GpioV2.OpenDrain,
        _ => GpioV2.Input | GpioV2.EdgeRising | GpioV2.EdgeFalling | Bias(pin.Bias),
    };

    private static ulong Bias(PinBias bias) => bias switch
    {
        PinBias.PullUp => GpioV2.BiasPullUp,
        PinBias.PullDown => GpioV2.BiasPullDown,
        PinBias.None => GpioV2.BiasDisabled,
        _ => 0,
    };

    private static ulong Debounce(PinRequest pin) =>
        pin.IsOutput ? 0 : (ulong)Math.Clamp((long)pin.Debounce.TotalMicroseconds, 0, MicrosecondsMax);
}
