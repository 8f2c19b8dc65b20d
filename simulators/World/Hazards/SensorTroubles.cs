using System.Text.Json.Serialization;

namespace YongAi.Simulators.World.Hazards;

/// <summary>What can be wrong with a sensor.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SensorTrouble>))]
public enum SensorTrouble
{
    /// <summary>A contact that is active whatever happens.</summary>
    [JsonStringEnumMemberName("stuck-on")] StuckOn,
    /// <summary>A contact that rests whatever happens.</summary>
    [JsonStringEnumMemberName("stuck-off")] StuckOff,
    /// <summary>The wire of a contact is cut: its input has no current.</summary>
    [JsonStringEnumMemberName("cut-off")] CutOff,
    /// <summary>A gauge says for ever what it said last.</summary>
    [JsonStringEnumMemberName("frozen")] Frozen,
    /// <summary>A gauge says so much more than there is.</summary>
    [JsonStringEnumMemberName("lies")] Lies,
}

/// <summary>Sensors that are not in order, by their names in the site file.</summary>
public sealed class SensorTroubles
{
    private readonly Dictionary<string, (SensorTrouble What, double? Value)> troubles = new(StringComparer.Ordinal);

    /// <summary>Sets what is wrong with one; null: nothing.</summary>
    public void Set(string sensor, SensorTrouble? what, double? value)
    {
        if (what is { } trouble) troubles[sensor] = (trouble, value);
        else troubles.Remove(sensor);
    }

    public bool IsCutOff(string contact) =>
        troubles.Count > 0 && troubles.TryGetValue(contact, out var trouble) && trouble.What == SensorTrouble.CutOff;

    /// <summary>What a contact shows.</summary>
    public bool Shows(string contact, bool truth) =>
        troubles.Count == 0 || !troubles.TryGetValue(contact, out var trouble) ? truth
        : trouble.What == SensorTrouble.StuckOn || trouble.What is not (SensorTrouble.StuckOff or SensorTrouble.CutOff) && truth;

    /// <summary>What a gauge shows.</summary>
    public double Shows(string gauge, double truth)
    {
        if (troubles.Count == 0 || !troubles.TryGetValue(gauge, out var trouble)) return truth;
        if (trouble.What == SensorTrouble.Lies) return truth + (trouble.Value ?? 0);
        if (trouble.What != SensorTrouble.Frozen) return truth;
        if (trouble.Value is null) troubles[gauge] = trouble with { Value = truth };
        return trouble.Value ?? truth;
    }
}
