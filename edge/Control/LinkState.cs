namespace YongAi.Edge.Control;

/// <summary>What the link to the cloud's broker has shown itself to be.</summary>
public enum LinkState
{
    /// <summary>It stands, and has for a while.</summary>
    Good,
    /// <summary>The broker refuses us, or is not the one it should be: people have to look.</summary>
    Refused,
    /// <summary>Another program comes with our cabinet id again and again.</summary>
    Twin,
}

/// <summary>The link to the broker has shown itself. Only a good one ends an alarm about it: silence says nothing.</summary>
public sealed record LinkSeen(LinkState State) : Fact;
