using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Host.Kiosk;
using YongAi.Edge.Host.Logging;

namespace YongAi.Edge.Host.Errands;

/// <summary>One thing that was said to the riders.</summary>
public sealed record Spoken(Moment At, Prompt Prompt, Words Words);

/// <summary>Runs the effects that no device takes. Called on the loop's thread: returns at once.</summary>
/// <param name="moveOutbox">Tells the relay how far the cloud has everything.</param>
/// <param name="giveUp">Leaves word for the next start, and ends the program.</param>
/// <param name="dropRows">Tells the journal which rows may go.</param>
public sealed class ErrandRunner(Action<MoveOutbox> moveOutbox, Action<GiveUpJournal> giveUp, Action<DropRows> dropRows, ILogger log)
{
    /// <summary>Prompts kept for whoever asks what was said.</summary>
    public const int SpokenMax = 20;

    private ImmutableList<Spoken> spoken = [];

    /// <summary>What was said last, oldest first.</summary>
    public ImmutableList<Spoken> Spoken => Volatile.Read(ref spoken);

    public void Run(Errand errand, Moment now)
    {
        switch (errand)
        {
            case Say say:
                Keep(new Spoken(now, say.Prompt, Wording.Of(say.Prompt)));
                break;
            case MoveOutbox move:
                moveOutbox(move);
                break;
            case GiveUpJournal lost:
                giveUp(lost);
                break;
            case DropRows drop:
                dropRows(drop);
                break;
            default:
                throw new InvariantBroken($"nobody runs the errand {errand.GetType().Name}");
        }
    }

    private void Keep(Spoken said)
    {
        Log.Said(log, said.Words.ToString());
        var before = spoken.Count < SpokenMax ? spoken : spoken.RemoveAt(0);
        Volatile.Write(ref spoken, before.Add(said));
    }
}
