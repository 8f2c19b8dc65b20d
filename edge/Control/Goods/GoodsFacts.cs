namespace YongAi.Edge.Control.Goods;

/// <summary>The name of a counter in the site file: a drop sensor, a water meter.</summary>
public readonly record struct CounterId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A counter counted on: things that dropped, pulses of a water meter.</summary>
/// <param name="Counter">Which.</param>
/// <param name="Count">Pulses since its chip was taken; begins at 0 again when it is taken anew.</param>
/// <param name="Lost">Of these, pulses that the kernel's queue had no room for: so many at least, and when they came is not known.</param>
public sealed record CounterRead(CounterId Counter, long Count, long Lost = 0) : Fact;

/// <summary>A counter counts no more: its chip is gone.</summary>
public sealed record CounterSilent(CounterId Counter) : Fact;

/// <summary>The name of a tag reader in the site file.</summary>
public readonly record struct ReaderId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A tag was held before a reader. Readers repeat it while it lies there: each word is told.</summary>
/// <param name="Reader">Which.</param>
/// <param name="Tag">Its number as ten upper-case hex digits (EM4100: version and 32 bits).</param>
public sealed record TagRead(ReaderId Reader, string Tag) : Fact;

/// <summary>What a dock says of one power bank's place.</summary>
/// <param name="Channel">The place.</param>
/// <param name="Present">A power bank lies there.</param>
/// <param name="Serial">What it calls itself, where the dock says it.</param>
/// <param name="Charge">Per cent, where the dock says it.</param>
public readonly record struct BankPlace(ChannelId Channel, bool Present, string? Serial, int? Charge);

/// <summary>A dock was read; one fact for one round.</summary>
public sealed record DockRead(ImmutableArray<BankPlace> Places) : Fact;
