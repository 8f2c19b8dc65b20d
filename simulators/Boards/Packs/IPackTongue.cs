namespace YongAi.Simulators.Boards.Packs;

/// <summary>A question that a pack's board understood.</summary>
/// <param name="Answer">What the board says to it when it has thought; null: nothing.</param>
public readonly record struct PackQuestion(Func<PackSelf, byte[]?> Answer)
{
    /// <summary>It is the word that wakes a sleeping board of this make.</summary>
    public bool Wakes { get; init; }
}

/// <summary>How one make of BMS hears and speaks. What a pack is, and what befalls it, is the body's (<see cref="BmsSimulator"/>).</summary>
public interface IPackTongue
{
    /// <summary>A sleeping board of this make wakes by a word of its own and hears nothing else; others wake by any byte and lose that frame.</summary>
    bool WakesByWord => false;

    /// <summary>Bytes came.</summary>
    void Hear(ReadOnlySpan<byte> bytes, TimeSpan now);

    /// <summary>The next question that was heard whole.</summary>
    bool TryCut(out PackQuestion question);

    /// <summary>What the board has half heard is gone.</summary>
    void Forget();

    /// <summary>What it says of its own accord; null where a make has no such thing.</summary>
    byte[]? Report(PackSelf self) => null;
}
