namespace YongAi.Edge.Control.Language;

/// <summary>The events and effects that one input led to, in their order.</summary>
public readonly record struct Decision(ImmutableArray<Event> Events, ImmutableArray<Effect> Effects)
{
    /// <summary>Nothing happened and nothing is to be done.</summary>
    public static Decision Nothing { get; } = new([], []);
}

/// <summary>A broken assumption of our own: the process ends, the service is started again, the journal heals.</summary>
public sealed class InvariantBroken(string message) : Exception(message);
