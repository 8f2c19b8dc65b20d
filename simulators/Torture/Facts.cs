using System.Text.Json;
using System.Text.Json.Serialization;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>A slot in a line of facts.</summary>
public sealed record FactSlot(int Slot, string? Pack, int Soc, bool Open, int Pulses)
{
    public static FactSlot Of(SlotLook look) => new(look.Slot, look.Pack?.Serial, look.Pack?.Soc ?? 0, look.IsOpen, look.Pulses);
}

/// <summary>
/// How a stand stood at one moment, as one line of text that leaves the machine at once: what a power cut of the whole machine is
/// judged by afterwards.
/// </summary>
/// <param name="Journal">The edge's journal; null before it answered.</param>
/// <param name="Written">The last event that the edge said is on disk.</param>
/// <param name="Slots">The slots.</param>
/// <param name="Riders">The riders and what they hold.</param>
/// <param name="Pending">What a hand was about to do; it may have been done.</param>
/// <param name="By">Whose hand.</param>
public sealed record Facts(string? Journal, long Written, ImmutableArray<FactSlot> Slots, ImmutableArray<Passer> Riders,
    HandsAct? Pending = null, string By = "")
{
    /// <summary>What each such line begins with.</summary>
    public const string Mark = "FACT ";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string Line() => Mark + JsonSerializer.Serialize(this, Options);

    /// <summary>The last whole line of facts in what a machine said before it died; null without any.</summary>
    public static Facts? Last(IEnumerable<string> lines)
    {
        foreach (var line in lines.Reverse())
            if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at && TryRead(line[(at + Mark.Length)..]) is { } facts)
                return facts;
        return null;
    }

    /// <summary>
    /// The same with the pending act done: a hand that was about to move moves on in the dark, and the journal, which may know of it
    /// already, is never ahead of the world.
    /// </summary>
    public Facts Settled()
    {
        var next = Pending switch
        {
            PutPack put when HeldBy(By) == put.Serial && At(put.Slot) is { Open: true, Pack: null } slot =>
                With(slot with { Pack = put.Serial, Soc = put.Soc ?? slot.Soc }, By, null),
            TakePack take when At(take.Slot) is { Open: true, Pack: { } pack } slot =>
                With(slot with { Pack = null, Soc = 0 }, By, pack),
            CloseDoor close when At(close.Slot) is { Open: true } slot => With(slot with { Open = false }, "", null),
            _ => this,
        };
        return next with { Pending = null, By = "" };
    }

    /// <summary>What a cabinet begins with that stands so.</summary>
    public Beginning Beginning() => new(
        [.. Slots.Where(slot => slot.Pack is not null).Select(slot => new StockedPack(slot.Slot, slot.Pack!, slot.Soc))],
        [.. Slots.Where(slot => slot.Open).Select(slot => slot.Slot)]);

    private string? HeldBy(string name) => Riders.FirstOrDefault(rider => rider.Name == name)?.Holds;

    private FactSlot? At(int number) => Slots.FirstOrDefault(slot => slot.Slot == number);

    private Facts With(FactSlot changed, string rider, string? holds) => this with
    {
        Slots = [.. Slots.Select(slot => slot.Slot == changed.Slot ? changed : slot)],
        Riders = [.. Riders.Select(passer => passer.Name == rider ? passer with { Holds = holds } : passer)],
    };

    private static Facts? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Facts>(json, Options);
        }
        catch (JsonException)
        {
            return null; // Cut off in its middle, or mixed with another program's words.
        }
    }
}
