using System.Globalization;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>The edge is started on what a power cut of the whole machine has left, in a cabinet that stands as it stood then.</summary>
/// <param name="stand">The stand, with the slots as the facts say.</param>
/// <param name="facts">What the machine said before it died.</param>
/// <param name="crowd">Its riders, holding what they held.</param>
/// <param name="judge">Who judges.</param>
public sealed class Aftermath(Stand stand, Facts facts, Crowd crowd, Judge judge)
{
    public Inspector Inspector { get; } = new(stand, crowd, judge);

    /// <summary>How it stands, in a line.</summary>
    public async Task<(CutVerdict Verdict, string Why)> LookAsync()
    {
        var dead = await stand.Boards.LookAsync();
        stand.StartEdge();
        await Inspector.BeginAsync();
        if (stand.Opened is not { } opened) return (CutVerdict.Exception, $"the journal was not opened: {stand.LastWord}");
        if (facts.Journal is { } journal && journal != opened.Journal)
            return (CutVerdict.Corrupt, $"journal {journal} was set aside, {opened.Journal} begins");
        if (opened.Position < facts.Written)
            return (CutVerdict.Lost, $"{facts.Written - opened.Position} acknowledged events: it opens at {opened.Position} of {facts.Written}");
        judge.NoLockAtStart(dead, await stand.Boards.LookAsync());
        ImmutableArray<SlotLook> then = [.. facts.Slots.Select(slot => new SlotLook(slot.Slot, "", false, null, slot.Pulses))];
        judge.EveryPulseWasOrdered(Inspector.Books, then);
        var order = await Inspector.CheckAsync();
        if (Inspector.FirstBreach is { } breach) return (CutVerdict.Broken, breach);
        return (CutVerdict.Ok, string.Create(CultureInfo.InvariantCulture,
            $"acknowledged {facts.Written}, opens at {opened.Position}, {then.Sum(slot => slot.Pulses)} pulses all ordered; {order}"));
    }
}
