using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Locks;

/// <summary>What one question of a lock board reads: one feedback input, or all of them.</summary>
/// <param name="channel">The channel asked for; 0 for all.</param>
/// <param name="inputs">The inputs that its reply tells of.</param>
public sealed class SwitchTarget(int channel, ImmutableArray<FeedbackInput> inputs)
{
    private InputLevels levelsTold;
    private InputLevels last;
    private int alike;
    private SwitchesRead? told;

    /// <summary>The channel asked for; 0 for all.</summary>
    public int Channel => channel;

    /// <summary>How long it has not answered.</summary>
    public Patience Patience { get; } = new();

    /// <summary>Said when it does not answer.</summary>
    public SwitchesSilent Silent { get; } = new([.. inputs.Select(input => input.Slot).Distinct().Order()]);

    /// <summary>The slots whose doors its reply tells of.</summary>
    public ImmutableArray<SlotNumber> Doors { get; } = [.. inputs.Where(input => input.IsDoor).Select(input => input.Slot)];

    /// <summary>When it is to be read before its turn; null when it is not.</summary>
    public TimeSpan? AgainAt { get; set; }

    /// <summary>True when its reply tells of a slot.</summary>
    public bool TellsOf(SlotNumber slot) => Silent.Slots.Contains(slot);

    /// <summary>True when so many replies in a row, this one the last of them, said the same.</summary>
    public bool Says(InputLevels levels, int times)
    {
        alike = levels == last ? Math.Min(alike + 1, times) : 1;
        last = levels;
        return alike >= times;
    }

    /// <summary>No reply was heard for some time: the next one stands alone.</summary>
    public void Forget() => (AgainAt, alike) = (null, 0);

    /// <summary>What a reply says. The same fact again while nothing changed.</summary>
    public SwitchesRead Says(InputLevels levels)
    {
        if (told is null || levels != levelsTold) (told, levelsTold) = (Put(levels), levels);
        return told;
    }

    private SwitchesRead Put(InputLevels levels)
    {
        var slots = ImmutableArray.CreateBuilder<SlotSwitches>(Silent.Slots.Length);
        foreach (var slot in Silent.Slots)
        {
            var whole = new SlotSwitches(slot, null, null);
            foreach (var input in inputs)
            {
                if (input.Slot != slot) continue;
                var part = input.Says(levels.Of(input.Channel));
                whole = whole with { Door = part.Door ?? whole.Door, Present = part.Present ?? whole.Present };
            }
            slots.Add(whole);
        }
        return new SwitchesRead(slots.MoveToImmutable());
    }
}
