namespace YongAi.Edge.Control.Language;

/// <summary>What to do, in the imperative. Done when the ink is dry, unless it only makes safe. Closed to this assembly.</summary>
public abstract record Effect
{
    private protected Effect() { }

    /// <summary>True when doing it can only make the cabinet safer: it never waits for ink.</summary>
    public virtual bool MakesSafe => false;
}

/// <summary>An effect that no device takes: say something, tell the relay.</summary>
public abstract record Errand : Effect
{
    private protected Errand() { }
}
