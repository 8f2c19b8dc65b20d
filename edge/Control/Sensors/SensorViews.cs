namespace YongAi.Edge.Control.Sensors;

/// <summary>A contact as a decision sees it.</summary>
public readonly record struct ContactView(ContactPlan Plan, ContactImage Image);

/// <summary>A gauge as a decision sees it.</summary>
public readonly record struct GaugeView(GaugePlan Plan, GaugeImage Image);

/// <summary>An output as a decision sees it.</summary>
public readonly record struct OutputView(OutputPlan Plan, OutputImage Image);

/// <summary>All sensors and outputs of the cabinet beyond its slots.</summary>
public sealed record SensorViews(ImmutableArray<ContactView> Contacts, ImmutableArray<GaugeView> Gauges, ImmutableArray<OutputView> Outputs)
{
    /// <summary>A cabinet that has none.</summary>
    public static SensorViews None { get; } = new([], [], []);
}
