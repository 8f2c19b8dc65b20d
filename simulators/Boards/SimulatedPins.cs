using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>
/// The pins of one chip as the host sees them: levels when they change and each second, pulses as edges, outputs that it drives. In the order
/// of the wiring: contacts, outputs, counters, each as they stand in the site file.
/// </summary>
public sealed class SimulatedPins
{
    /// <summary>The kernel's queue of edges holds so many for each pin (gpio v2: 16 a line).</summary>
    private const int PulsesMax = 16;
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);

    private readonly Surroundings around;
    private readonly ImmutableArray<(string Kind, string Name)> pins;
    private readonly Queue<int> pulses = new();
    private ulong? told;
    private TimeSpan readAt;

    internal SimulatedPins(string name, SiteText site, Surroundings around)
    {
        (Name, this.around) = (name, around);
        pins =
        [
            .. (site.Contacts ?? []).Where(each => IsHere(each.Pin)).Select(each => ("contact", each.Name)),
            .. (site.Outputs ?? []).Where(each => IsHere(each.Pin)).Select(each => ("output", each.Name)),
            .. (site.Counters ?? []).Where(each => IsHere(each.Pin)).Select(each => ("counter", each.Name)),
        ];
    }

    /// <summary>Its name in the site file.</summary>
    public string Name { get; }

    /// <summary>Nothing is wired to it.</summary>
    public bool IsUnused => pins.IsEmpty;

    /// <summary>When the host looks next by itself.</summary>
    public TimeSpan NextDeadline => IsUnused ? TimeSpan.MaxValue : told != Levels || pulses.Count > 0 ? TimeSpan.Zero : readAt;

    /// <summary>The host takes the pins: outputs are at rest.</summary>
    public void Take()
    {
        foreach (var (kind, name) in pins)
            if (kind == "output") around.SwitchOutput(name, false);
        (told, readAt) = (null, TimeSpan.Zero);
        pulses.Clear();
    }

    /// <summary>The host drives outputs.</summary>
    public void Drive(ulong levels, ulong mask)
    {
        for (var pin = 0; pin < pins.Length; pin++)
            if ((mask >> pin & 1) == 1 && pins[pin].Kind == "output") around.SwitchOutput(pins[pin].Name, (levels >> pin & 1) == 1);
    }

    /// <summary>Something passed a counter here.</summary>
    /// <returns>False when it is not here.</returns>
    public bool Pulse(string counter)
    {
        var pin = pins.IndexOf(("counter", counter));
        if (pin >= 0 && pulses.Count < PulsesMax) pulses.Enqueue(pin);
        return pin >= 0;
    }

    /// <summary>The next pulse that the host was not yet told of.</summary>
    public bool TryEdge(out int pin) => pulses.TryDequeue(out pin);

    /// <summary>What the host reads, where it is time to.</summary>
    public bool TryRead(TimeSpan now, out ulong levels)
    {
        levels = Levels;
        if (IsUnused || levels == told && now < readAt) return false;
        (told, readAt) = (levels, now + ReadEvery);
        return true;
    }

    private ulong Levels
    {
        get
        {
            var levels = 0UL;
            for (var pin = 0; pin < pins.Length; pin++)
                if (pins[pin].Kind switch { "contact" => around.IsActive(pins[pin].Name), "output" => around.IsOn(pins[pin].Name), _ => false })
                    levels |= 1UL << pin;
            return levels;
        }
    }

    private bool IsHere(PinText? pin) => pin is not null && pin.At.Split('/')[0] == Name;
}
