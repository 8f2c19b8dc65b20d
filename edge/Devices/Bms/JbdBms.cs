using System.Text;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Bms;

/// <summary>
/// The JBD BMS of whatever pack is in one slot. Each round asks for name and basic info and ends in one fact: read, unreadable
/// or silent. The name carries the serial, so a reading always has the serial of its own round.
/// </summary>
/// <param name="slot">The slot whose connector the line leads to.</param>
/// <param name="pollEvery">How often a round begins.</param>
public sealed class JbdBms(SlotNumber slot, TimeSpan pollEvery) : Device
{
    /// <summary>
    /// A reply begins within: boards think for some tens of milliseconds (hardware reference 10: 20 to 60), adapter and line
    /// each gather for up to 17. One that has begun is heard to its end (LineTalk).
    /// </summary>
    public static readonly TimeSpan ReplyWithin = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// A sleeping board swallows the first question, so it is asked twice (hardware reference 2.1). A board that said nothing to
    /// both is awake by then, or not there: one more question of the other kind settles which.
    /// </summary>
    public const int TriesMax = 2;

    /// <summary>After the line came up, rounds follow each other at once until so many are told: nobody waits for a first reading.</summary>
    public const int RoundsAtOnce = 2;

    private readonly byte[] name = new byte[JbdFrames.DataMax];
    private readonly byte[] info = new byte[JbdFrames.DataMax];
    private readonly PackSilent silent = new(slot, LineUp: true);
    private readonly PackUnreadable unreadable = new(slot);
    private int nameLength;
    private int infoLength;
    private PackRead? told;

    private TimeSpan askAt;
    private TimeSpan roundBegan;
    private byte command = JbdFrames.Name;
    private int tries;
    private int rounds;
    private bool againAfter;
    private bool somethingAnswered;
    private bool nameFresh;
    private bool infoFresh;

    private bool InRound => command != JbdFrames.Name || tries > 0;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect is ReadAgain again && again.Slot == slot;

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        BeginRound();
        (askAt, againAfter, told, rounds) = (now, false, null, 0);
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts) => facts.Add(new PackSilent(slot, LineUp: false));

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (InRound) againAfter = true;
        else askAt = now;
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency == Urgency.Poll ? askAt : null;

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        if (!InRound) roundBegan = now;
        tries++;
        return new Question(JbdFrames.WriteRead(request, command), ReplyWithin, UnlikeItsReply: true);
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var heard = JbdFrames.Reply(head, command, out var data, out var isBroken);
        somethingAnswered |= isBroken || heard.Taken > 0 || heard.MayGrow && head.Length >= JbdFrames.HeaderLength;
        if (heard.Taken == 0) return heard;
        if (command == JbdFrames.Name) KeepName(data);
        else KeepInfo(data);
        NextQuestion(now, facts);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var late = JbdFrames.Reply(head, JbdFrames.Name, out _, out _);
        if (late == Heard.Nothing) late = JbdFrames.Reply(head, JbdFrames.BasicInfo, out _, out _);
        return late.Taken > 0 ? Heard.Stray(late.Taken) : late;
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        if (tries >= TriesMax || command != JbdFrames.Name && !somethingAnswered) NextQuestion(now, facts);
    }

    private void NextQuestion(TimeSpan now, Facts facts)
    {
        tries = 0;
        if (command == JbdFrames.Name)
        {
            command = JbdFrames.BasicInfo;
            return;
        }
        facts.Add(Word());
        BeginRound();
        var next = roundBegan + pollEvery;
        if (rounds < RoundsAtOnce) rounds++;
        askAt = againAfter || next < now || rounds < RoundsAtOnce ? now : next;
        againAfter = false;
    }

    private void BeginRound()
    {
        command = JbdFrames.Name;
        tries = 0;
        somethingAnswered = nameFresh = infoFresh = false;
    }

    private Fact Word()
    {
        if (nameFresh && infoFresh && Reading() is { } read) return read;
        return somethingAnswered ? unreadable : silent;
    }

    private PackRead? Reading()
    {
        if (told is not null) return told;
        var text = Encoding.ASCII.GetString(name.AsSpan(0, nameLength).Trim(" \0"u8));
        if (!PackId.TryFrom(text, out var serial)) return null;
        if (JbdBasicInfo.Read(serial, info.AsSpan(0, infoLength)) is not { } reading) return null;
        return told = new PackRead(slot, reading);
    }

    private void KeepName(ReadOnlySpan<byte> data)
    {
        nameFresh = true;
        Keep(data, name, ref nameLength);
    }

    private void KeepInfo(ReadOnlySpan<byte> data)
    {
        infoFresh = true;
        Keep(data, info, ref infoLength);
    }

    /// <summary>While a pack says the same again, the fact made of it is told again.</summary>
    private void Keep(ReadOnlySpan<byte> data, byte[] kept, ref int length)
    {
        if (data.SequenceEqual(kept.AsSpan(0, length))) return;
        data.CopyTo(kept);
        length = data.Length;
        told = null;
    }
}
