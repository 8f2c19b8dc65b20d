using YongAi.Simulators.World.Hazards;

namespace YongAi.Simulators.World;

/// <summary>What the sensors of a cabinet look at beyond its slots: air, mains, smoke, water, the crew's door; and what its outputs switch.</summary>
public sealed class Surroundings
{
    private readonly SortedDictionary<string, bool> contacts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, bool> outputs = new(StringComparer.Ordinal);

    /// <summary>Something here changed that a board may notice by itself.</summary>
    public event Action? Changed;

    /// <summary>Per cent of relative humidity.</summary>
    public double Humidity { get; set; } = 55;
    public double MainsVolts { get; set; } = 230;
    public double MainsHertz { get; set; } = 50;
    /// <summary>What the cabinet draws for itself: computer, screen, modem.</summary>
    public double Watts { get; set; } = 60;
    public double PowerFactor { get; set; } = 0.95;
    /// <summary>What it has drawn since its meter was made.</summary>
    public double WattHours { get; set; }

    /// <summary>The names of contacts and outputs that were ever set, with their state.</summary>
    public IReadOnlyDictionary<string, bool> Contacts => contacts;
    public IReadOnlyDictionary<string, bool> Outputs => outputs;

    /// <summary>Sensors that are not in order.</summary>
    public SensorTroubles Troubles { get; } = new();

    /// <summary>Whether a contact is active: there is smoke, there is mains; or what it shows instead when it is not in order.</summary>
    public bool IsActive(string contact) => Troubles.Shows(contact, contacts.GetValueOrDefault(contact));

    /// <summary>A sensor is out of order from now on, or in order again (null).</summary>
    public void Trouble(string sensor, SensorTrouble? what, double? value)
    {
        Troubles.Set(sensor, what, value);
        Changed?.Invoke();
    }

    public void SetContact(string contact, bool active)
    {
        if (contacts.TryGetValue(contact, out var was) && was == active) return;
        contacts[contact] = active;
        Changed?.Invoke();
    }

    /// <summary>Whether a fan turns, a siren sounds.</summary>
    public bool IsOn(string output) => outputs.GetValueOrDefault(output);

    public void SwitchOutput(string output, bool on) => outputs[output] = on;
}
