using System.Text.Json;

namespace YongAi.Simulators.Torture;

/// <summary>What the edge says of itself at <c>/api/cabinet</c>, as far as somebody outside needs it.</summary>
/// <param name="Position">The last event decided.</param>
/// <param name="Written">The last event on disk.</param>
/// <param name="Outbox">The last event that the cloud has acknowledged.</param>
public sealed record CabinetWord(string Journal, string Boot, long Position, long Written, long Outbox, bool Recovering,
    SwapWord? Swap, ImmutableArray<SlotWord> Slots, ImmutableArray<CaseWord> Cases)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Nobody is served, and the cloud has everything.</summary>
    public bool IsAtRest => Swap is null && !Recovering && Written == Position && Outbox == Position;

    /// <exception cref="JsonException">It is not what it should be.</exception>
    public static CabinetWord Read(string json) =>
        JsonSerializer.Deserialize<CabinetWord>(json, Options) ?? throw new JsonException("the edge says null");
}

/// <summary>The swap under way.</summary>
public sealed record SwapWord(long Number, string Stage, int? InSlot, int? OutSlot);

/// <summary>A slot, and why it serves nobody.</summary>
public sealed record SlotWord(int Slot, string Door, string Occupancy, ImmutableArray<string> Withdrawn);

/// <summary>An open case.</summary>
public sealed record CaseWord(string Case, string Kind, long Swap, int? InSlot);
