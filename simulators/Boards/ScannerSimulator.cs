using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>A scanner module of the GM65 class: sends what it reads as plain text (hardware 3.1).</summary>
/// <param name="endMark">What it sends after a text.</param>
public sealed class ScannerSimulator(string endMark, FaultSpot faults, Random chance) : ISimulatedBoard
{
    private const byte ReadZone = 0x07, WriteZone = 0x08, Save = 0x09, Heartbeat = 0x0A;
    private const int TriggerMode = 0x0000, TriggerNow = 0x0002, TextEnd = 0x0060;
    /// <summary>As bits 6-5 of their zone count them.</summary>
    private static readonly string[] EndMarks = ["\r", "\r\n", "\t", ""];
    private const int ByCommand = 0b01, OnMotion = 0b11;
    private static readonly TimeSpan ReadsAfter = TimeSpan.FromMilliseconds(80);
    /// <summary>A code is only read on command within this time of being shown (zone 0006: 5 s).</summary>
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(5);
    /// <summary>Between two chunks: less than the shortest silence after which a text counts as complete.</summary>
    private static readonly TimeSpan ChunkGap = TimeSpan.FromMilliseconds(10);
    /// <summary>Within the repeat interval in which a module should read a code once (zone 0005: 1 s).</summary>
    private static readonly TimeSpan TwiceGap = TimeSpan.FromMilliseconds(100);
    private static readonly AnswerDelay AckDelay = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(10));

    private readonly BoardPower power = new(faults);
    private readonly BoardThought thought = new(AckDelay, chance);
    private readonly BoardVoice voice = new(faults);
    private readonly ScannerEar ear = new();
    // Zones: wakes on motion; 9600 baud (3 000 000 / 0139 hex).
    private readonly Dictionary<int, byte> zones = new()
    {
        [TriggerMode] = OnMotion, [0x2A] = 0x39, [0x2B] = 0x01, [TextEnd] = (byte)(Math.Max(0, Array.IndexOf(EndMarks, endMark)) << 5),
    };
    private (string Text, TimeSpan Until)? shown;

    /// <summary>Called when a hand changed what comes next here: a text is shown without a byte on the line.</summary>
    public Action Touched { get; set; } = () => { };

    public TimeSpan? NextDeadline => voice.NextDue;

    /// <summary>Somebody holds a code before the window.</summary>
    public void Show(string text, TimeSpan now)
    {
        if (power.IsDeaf(now)) return;
        shown = (text, now + ShownFor);
        if ((zones[TriggerMode] & 0b11) != ByCommand) Send(now + ReadsAfter);
        Touched();
    }

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now)) return;
        ear.Hear(bytes, now);
        while (ear.TryCut(out var command)) Obey(command, now);
    }

    public void Lapse(TimeSpan now)
    {
        if (!power.IsLostNow(now)) return;
        voice.Forget();
        ear.Forget();
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    private void Obey(ScannerCommand command, TimeSpan now)
    {
        var at = thought.AnswersAt(now);
        switch (command.Type)
        {
            case Heartbeat: voice.Answer(ScannerEar.Sealed([0x03, 0x00, 0x00, 0x01, 0x00]), at); break;
            case Save: voice.Answer(Acknowledged, at); break;
            case ReadZone: voice.Answer(ZonesFrom(command), at); break;
            case WriteZone:
                for (var i = 0; i < command.Data.Length; i++) zones[(command.Zone + i) & 0xFFFF] = command.Data[i];
                voice.Answer(Acknowledged, at);
                if (command is { Zone: TriggerNow, Data: [var flags, ..] } && (flags & 1) == 1 && now <= shown?.Until)
                    Send(at + ReadsAfter);
                break;
        }
    }

    private string EndMark => EndMarks[zones[TextEnd] >> 5 & 0b11];

    private static byte[] Acknowledged => ScannerEar.Sealed([0x02, 0x00, 0x00, 0x01, 0x00]);

    private byte[] ZonesFrom(ScannerCommand command)
    {
        var count = command.Data is [var wanted, ..] ? wanted : (byte)0;
        var values = Enumerable.Range(command.Zone, count).Select(zone => zones.GetValueOrDefault(zone)).ToArray();
        return ScannerEar.Sealed([0x02, 0x00, 0x00, count, .. values]);
    }

    private void Send(TimeSpan at)
    {
        if (shown is not { } code) return;
        shown = null;
        byte[] end = faults.Take(Fault.NoEnd) ? [] : Encoding.ASCII.GetBytes(EndMark);
        byte[] head = faults.Take(Fault.AckFirst) ? Acknowledged : [];
        byte[] text = Encoding.UTF8.GetBytes(code.Text);
        if (faults.Take(Fault.NotUtf8)) text = [.. text, 0xC3, 0x28];
        byte[] all = [.. head, .. text, .. end];
        if (faults.Take(Fault.TwoChunks))
        {
            voice.Say(all[..(all.Length / 2)], at);
            voice.Say(all[(all.Length / 2)..], at, ChunkGap);
        }
        else voice.Say(all, at);
        if (faults.Take(Fault.Twice)) voice.Say(all, at, TwiceGap);
    }
}
