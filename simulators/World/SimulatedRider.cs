using System.Globalization;

namespace YongAi.Simulators.World;

/// <summary>What a rider brings.</summary>
public sealed record RiderPack(string Serial, int Soc);

/// <summary>How a visit ended for the rider.</summary>
/// <param name="Swap">He left with another pack than he brought.</param>
/// <param name="Brought">Serial of his pack.</param>
/// <param name="Took">Serial of the pack he left with out of a slot, or null.</param>
/// <param name="Why">Why there was no swap, or null.</param>
/// <param name="Finished">He did all that he came for, whatever it brought him.</param>
/// <param name="Lasted">From coming to leaving.</param>
public sealed record RiderOutcome(bool Swap, string Brought, string? Took, string? Why, bool Finished, TimeSpan Lasted);

/// <summary>A person who acts by what he sees. No I/O, no clock: he is shown the cabinet now and then.</summary>
public sealed class SimulatedRider(
    ImmutableArray<RiderStep> script, RiderPack brings, Func<string> drawCode, Action<string> say)
{
    private readonly List<int> newlyOpen = [];
    private ImmutableHashSet<int>? openBefore;
    private TimeSpan came, since, shown;
    private int step;
    private int door;
    private bool handedIn;
    private string? took;

    /// <summary>Set when he has left.</summary>
    public RiderOutcome? Outcome { get; private set; }

    /// <summary>He looks; answers what he does now, or null. The caller does it and says so by <see cref="Did"/>.</summary>
    public HandsAct? Live(ImmutableArray<SlotLook> sees, TimeSpan now)
    {
        Notice(sees, now);
        if (Outcome is not null) return null;
        if (step == script.Length) Leave(now);
        else if (script[step] is WaitsForDoor wait) return Wait(wait, now);
        else if (now - since >= script[step].Dawdle) return ActOf(script[step]);
        return null;
    }

    /// <summary>What came of an act of his.</summary>
    public void Did(HandsAct act, HandsAnswer answer, TimeSpan now)
    {
        if (!answer.Ok)
        {
            Leave(now, answer.Why);
            return;
        }
        switch (act)
        {
            case ShowCode: say(script[step] is WaitsForDoor ? "shows a new code" : "shows his code"); break;
            case PutPack put: say($"puts pack {put.Serial} ({put.Soc} %) into slot {put.Slot}"); break;
            case CloseDoor close: say($"closes door {close.Slot}"); break;
            case TakePack take: say($"takes pack {answer.Serial} ({answer.Soc} %) out of slot {take.Slot}"); break;
        }
        handedIn |= act is PutPack;
        if (act is TakePack) took = answer.Serial;
        if (act is CloseDoor shut) openBefore = openBefore?.Remove(shut.Slot);
        if (act is ShowCode) shown = now;
        if (script[step] is not WaitsForDoor) Next(now);
    }

    /// <summary>He has had enough.</summary>
    public void GiveUp(string why, TimeSpan now) => Leave(now, why);

    private HandsAct? ActOf(RiderStep next) => next switch
    {
        ShowsCode => new ShowCode(drawCode()),
        PutsPackIn => new PutPack(door, brings.Serial, brings.Soc),
        ClosesDoor => new CloseDoor(door),
        TakesPack => new TakePack(door),
        _ => throw new InvalidOperationException($"a rider does not know how to do {next.GetType().Name}"),
    };

    /// <summary>Doors that opened since he looked last; those open when he came are none of his business.</summary>
    private void Notice(ImmutableArray<SlotLook> sees, TimeSpan now)
    {
        var open = sees.Where(slot => slot.IsOpen).Select(slot => slot.Slot).ToImmutableHashSet();
        if (openBefore is null) (came, since) = (now, now);
        else newlyOpen.AddRange(open.Except(openBefore));
        newlyOpen.RemoveAll(slot => !open.Contains(slot));
        openBefore = open;
    }

    private HandsAct? Wait(WaitsForDoor wait, TimeSpan now)
    {
        if (newlyOpen.Count > 0)
        {
            door = newlyOpen[0];
            newlyOpen.RemoveAt(0);
            var waited = (now - (shown > since ? shown : since)).TotalSeconds;
            say(string.Create(CultureInfo.InvariantCulture, $"door {door} opened after {waited:0.00} s"));
            Next(now);
        }
        else if (now - since > wait.Within)
        {
            var which = handedIn ? "no door with another pack" : "no door";
            Leave(now, string.Create(CultureInfo.InvariantCulture, $"{which} opened within {wait.Within.TotalSeconds:0} s"));
        }
        else if (now - shown >= wait.ShowsAgainEvery) return new ShowCode(drawCode());
        return null;
    }

    private void Next(TimeSpan now) => (step, since) = (step + 1, now);

    private void Leave(TimeSpan now, string? why = null)
    {
        why ??= took is null ? "he took no pack" : took == brings.Serial ? $"he was given back his own pack {took}" : null;
        Outcome = new RiderOutcome(why is null, brings.Serial, took, why, step == script.Length, now - came);
    }
}
