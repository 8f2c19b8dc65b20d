namespace YongAi.Edge.Control.Language;

/// <summary>What the cabinet is told: a fact, a request or a lapse. The family is closed to this assembly.</summary>
public abstract record Input
{
    private protected Input() { }
}

/// <summary>A sensor, a device or the machine underneath said so. A reply to a command is not a fact.</summary>
public abstract record Fact : Input
{
    private protected Fact() { }
}

/// <summary>A rider, the cloud or the crew asks for something.</summary>
public abstract record Request : Input
{
    private protected Request() { }
}

/// <summary>Time came: the deadline that the cabinet named has been reached.</summary>
public sealed record Lapse : Input
{
    /// <summary>The one lapse; it carries nothing.</summary>
    public static Lapse Now { get; } = new();
}
