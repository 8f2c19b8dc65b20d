namespace YongAi.Edge.Control.Riders;

/// <summary>A rider everywhere: who vouches for him, and the pseudonym he has there. No name, no phone number.</summary>
/// <param name="Issuer">Issuer id, at most 32 characters.</param>
/// <param name="Subject">Pseudonym, at most 64 characters.</param>
public readonly record struct RiderId(string Issuer, string Subject)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Issuer}/{Subject}";
}
