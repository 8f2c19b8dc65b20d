using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>A reader of 125 kHz tags of the RDM6300 class: says the tag that is held before it again and again.</summary>
public sealed class TagReaderSimulator(FaultSpot faults) : ISimulatedBoard
{
    private static readonly TimeSpan SaysEvery = TimeSpan.FromMilliseconds(65);

    private readonly BoardPower power = new(faults);
    private readonly BoardVoice voice = new(faults);
    private readonly BoardAgenda agenda = new();
    private TimeSpan heldUntil;

    /// <summary>Called when a hand changed what comes next here.</summary>
    public Action Touched { get; set; } = () => { };

    public TimeSpan? NextDeadline => Soonest.Of(agenda.NextDue, voice.NextDue);

    /// <summary>Somebody holds a tag before it for a while.</summary>
    /// <param name="tag">Ten hex digits.</param>
    public void Hold(string tag, TimeSpan holds, TimeSpan now)
    {
        agenda.Forget();
        heldUntil = now + holds;
        Say(tag, now);
        Touched();
    }

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now) => Lapse(now);

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now)) voice.Forget();
        agenda.RunDue(now);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    private void Say(string tag, TimeSpan now)
    {
        if (now > heldUntil) return;
        var check = Convert.FromHexString(tag).Aggregate(0, (xor, next) => xor ^ next);
        if (!power.IsDeaf(now)) voice.Answer([0x02, .. Encoding.ASCII.GetBytes($"{tag}{check:X2}"), 0x03], now);
        agenda.Add(now + SaysEvery, at => Say(tag, at));
    }
}
