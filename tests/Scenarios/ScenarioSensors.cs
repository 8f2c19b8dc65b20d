using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// What the scenario's cabinet senses and switches beyond its slots: contacts, gauges and outputs, told in one poll each. A cabinet has them
/// from <see cref="Fitted"/> on.
/// </summary>
internal sealed class ScenarioSensors
{
    private static readonly SlotNumber Third = new(3);

    private static readonly ImmutableArray<ContactPlan> ContactPlans =
    [
        new(new("smoke"), ContactUse.Smoke), new(new("smoke-top"), ContactUse.Smoke), new(new("smoke-early"), ContactUse.SmokeEarly),
        new(new("smoke-3"), ContactUse.Smoke, Third), new(new("aerosol"), ContactUse.Aerosol), new(new("flood"), ContactUse.Flood),
        new(new("stop"), ContactUse.EmergencyStop), new(new("breaker"), ContactUse.Leakage), new(new("mains"), ContactUse.Mains),
        new(new("ups-low"), ContactUse.UpsLow), new(new("service-door"), ContactUse.ServiceDoor), new(new("release"), ContactUse.Release),
    ];

    private static readonly ImmutableArray<GaugePlan> GaugePlans =
    [
        new(new("air"), GaugeUse.Air), new(new("air-3"), GaugeUse.Air, Third), new(new("computer"), GaugeUse.Board),
        new(new("supply-5"), GaugeUse.Supply, new SlotNumber(5)), new(new("meter"), GaugeUse.Mains),
    ];

    private static readonly ImmutableArray<OutputPlan> OutputPlans =
    [
        new(new("siren"), OutputUse.Siren), new(new("fan"), OutputUse.Fan), new(new("lamp"), OutputUse.Lamp), new(new("contactor"), OutputUse.Contactor),
        new(new("gas"), OutputUse.Suppression), new(new("aerosol-3"), OutputUse.Suppression, Third), new(new("smoke-test"), OutputUse.SmokeTest),
    ];

    private readonly Dictionary<string, bool?> _contacts = ContactPlans.ToDictionary(plan => plan.Id.Name, plan => (bool?)(plan.Use == ContactUse.Mains));
    private readonly Dictionary<string, double?> _gauges = new()
    {
        ["air"] = 25, ["air-3"] = 25, ["computer"] = 45, ["supply-5"] = 35, ["meter"] = 230, ["draw"] = null,
    };
    private readonly HashSet<string> _on = [];
    private readonly HashSet<string> _dead = [], _mute = [];
    private bool _sticks;

    /// <summary>The same site with everything fitted.</summary>
    public static SitePlan Fitted(SitePlan plan) => plan with { Contacts = ContactPlans, Gauges = GaugePlans, Outputs = OutputPlans };

    /// <summary>A contact becomes active or rests; null: what reads it falls silent.</summary>
    public void Contact(string name, bool? active) => _contacts[Known(name, _contacts)] = active;

    /// <summary>A gauge reads this; null: it falls silent. <c>draw</c> is the watts that the meter says beside its volts, from its first value on.</summary>
    public void Gauge(string name, double? value) => _gauges[Known(name, _gauges)] = value;

    /// <summary>An output is dead (it stays off), mute (nothing reads it back), sound, or its detector sticks once it was tested.</summary>
    public void Output(string name, string state)
    {
        _dead.Remove(name);
        _mute.Remove(name);
        if (state == "dead") _dead.Add(name);
        if (state == "mute") _mute.Add(name);
        _sticks = state == "sticks";
    }

    /// <summary>One poll of all of them.</summary>
    public IEnumerable<Input> Poll()
    {
        yield return new ContactsRead([.. _contacts.Where(contact => contact.Value is not null)
            .Select(contact => new ContactState(new ContactId(contact.Key), contact.Value!.Value || Tested(contact.Key)))]);
        if (_contacts.Any(contact => contact.Value is null))
            yield return new ContactsSilent([.. _contacts.Where(contact => contact.Value is null).Select(contact => new ContactId(contact.Key))]);
        foreach (var (name, value) in _gauges.Where(gauge => gauge.Key != "draw"))
            yield return value is { } number
                ? new GaugeRead(new GaugeId(name), name == "meter" ? Mains(number) : [new Measured(Quantity.Temperature, number)])
                : new GaugeSilent(new GaugeId(name));
        yield return new OutputsRead([.. OutputPlans.Where(plan => !_mute.Contains(plan.Id.Name))
            .Select(plan => new OutputState(plan.Id, _on.Contains(plan.Id.Name)))]);
    }

    /// <summary>An output is on.</summary>
    public bool IsOn(string output) => _on.Contains(output);

    /// <summary>Does what it is told; a line for the story when something changes by it.</summary>
    public string? Perform(Effect effect)
    {
        switch (effect)
        {
            case OutputOn on when !_dead.Contains(on.Output.Id.Name):
                if (on.Output.Use == OutputUse.SmokeTest && _sticks) _contacts["smoke"] = true;
                return _on.Add(on.Output.Id.Name) ? $"on {on.Output.Id}" : null;
            case OutputOff off:
                return _on.Remove(off.Output.Id.Name) ? $"off {off.Output.Id}" : null;
            default:
                return null;
        }
    }

    private ImmutableArray<Measured> Mains(double volts) => _gauges["draw"] is { } watts
        ? [new Measured(Quantity.Voltage, volts), new Measured(Quantity.Power, watts)] : [new Measured(Quantity.Voltage, volts)];

    /// <summary>The test input of the detector blows its own smoke.</summary>
    private bool Tested(string contact) => contact == "smoke" && _on.Contains("smoke-test");

    private static string Known<T>(string name, Dictionary<string, T> all) =>
        all.ContainsKey(name) ? name : throw new InvalidOperationException($"there is no '{name}' among {string.Join(", ", all.Keys)}");
}
