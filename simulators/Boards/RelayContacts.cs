using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>What hangs on the relays and the inputs of a relay board.</summary>
public interface IRelayContacts
{
    int Relays { get; }
    int Inputs { get; }

    /// <summary>A relay moved.</summary>
    void Switched(int relay, bool on, TimeSpan at);

    /// <summary>The level of an input.</summary>
    bool Input(int input);
}

/// <summary>Chargers on the relays; the inputs are free.</summary>
/// <param name="chargers">One entry a relay: the slot whose charger it switches, or null.</param>
public sealed class ChargerContacts(ImmutableArray<SimulatedSlot?> chargers) : IRelayContacts
{
    public int Relays => chargers.Length;
    public int Inputs => Levels.Length;

    /// <summary>The optical inputs of boards that have them.</summary>
    public bool[] Levels { get; } = new bool[chargers.Length];

    public void Switched(int relay, bool on, TimeSpan at) => chargers[relay]?.SwitchCharger(on);

    public bool Input(int input) => Levels[input];
}

/// <summary>Locks on the relays, their switches on the inputs: channel 1 is relay 0, and input 0.</summary>
public sealed class LockContacts(int relays, int inputs, ImmutableArray<LockChannel> channels) : IRelayContacts
{
    public int Relays => relays;
    public int Inputs => inputs;

    /// <summary>A coil holds its latch for as long as it has current.</summary>
    public void Switched(int relay, bool on, TimeSpan at) => Find(relay)?.Lock?.Hold(on, at);

    /// <summary>An optical input without a wire has no current.</summary>
    public bool Input(int input) => Find(input)?.Input?.Level == 1;

    private LockChannel? Find(int from0) => channels.FirstOrDefault(channel => channel.Number == from0 + 1);
}

/// <summary>Outputs of the cabinet on the relays, its contacts on the inputs.</summary>
/// <param name="outputOf">The output on a relay, or null.</param>
/// <param name="contactOf">The contact on an input, and the level when it is active; or null.</param>
public sealed class SensorContacts(int relays, int inputs, Surroundings around, Func<int, string?> outputOf,
    Func<int, (string Name, bool ActiveHigh)?> contactOf) : IRelayContacts
{
    public int Relays => relays;
    public int Inputs => inputs;

    public void Switched(int relay, bool on, TimeSpan at)
    {
        if (outputOf(relay) is { } output) around.SwitchOutput(output, on);
    }

    public bool Input(int input) => contactOf(input) is var (name, activeHigh)
        && !around.Troubles.IsCutOff(name) && around.IsActive(name) == activeHigh;
}
