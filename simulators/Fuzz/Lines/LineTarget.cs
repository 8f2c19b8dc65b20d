using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>
/// The edge's own line with its drivers, and what may come from a cable. Judged: what is believed was said by a whole frame
/// with a right check; the work of one step is bounded; and when the noise ends, the line is understood again.
/// </summary>
public sealed class LineTarget : FuzzTarget, ILineOutput
{
    /// <summary>
    /// Wakings of the line in one step, which lasts some seconds at most: ten in each of its hundredths; our own number.
    /// </summary>
    public const int LapsesMax = 4000;

    /// <summary>Wakings at one and the same moment: more would be a circle; our own number.</summary>
    public const int LapsesAtOnceMax = 64;

    /// <summary>
    /// Questions in one step: the shortest exchange takes a frame each way, so hundreds in seconds is a flood; our own number.
    /// </summary>
    public const int QuestionsMax = 1000;

    /// <summary>
    /// After so long without noise, true answers are believed again: three silent polls, the twenty clean answers that a
    /// contradicted board has to give, and room; our own number.
    /// </summary>
    public static readonly TimeSpan RecoversWithin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AnswersAfter = TimeSpan.FromMilliseconds(30);

    /// <summary>No rider shows his phone twice in less; longer than any silence that ends a text or a frame.</summary>
    private static readonly TimeSpan ShowsAfter = TimeSpan.FromSeconds(2);

    private readonly int baud;
    private readonly ImmutableArray<LinePart> parts;
    private readonly LineSteps steps;
    private readonly LineTape tape = new();
    private readonly Chance later = new();
    private readonly HashSet<LinePart> known = [];
    private SharedLine line = null!;
    private TimeSpan now;
    private Meter? meter;
    private int questions, lapses;
    private bool believed, asked;
    private string? shown;

    /// <param name="name">Name of the target.</param>
    /// <param name="baud">Bits per second.</param>
    /// <param name="parts">The devices.</param>
    public LineTarget(string name, int baud, params ImmutableArray<LinePart> parts)
    {
        (Name, this.baud, this.parts) = (name, baud, parts);
        steps = new LineSteps(parts);
    }

    public override string Name { get; }

    /// <summary>The bits of one character on this line.</summary>
    public LineFormat Format { get; init; } = LineFormat.Bits8N1;

    /// <summary>A step tells some facts and counts; a text of a scanner has up to 4096 characters of two bytes.</summary>
    public override long AllocatedMax => 64 * 1024;

    public override int SessionLength => 128;

    public override void Begin(Chance chance)
    {
        tape.Clear();
        later.Begin(0, Name + " answers", (long)(chance.Next() >> 1));
        foreach (var part in parts) part.Begin(chance);
        now = TimeSpan.FromSeconds(1);
        (meter, questions, lapses, shown) = (null, 0, 0, null);
        line = new SharedLine(new LineWiring(new LineId("line"), baud, [.. parts.Select(part => part.Wiring)]) { Format = Format });
        line.Open(Moment, this);
    }

    public override HostileInput Draw(Chance chance) => steps.Next(chance, tape.Question);

    public override Outcome Try(HostileInput input, Meter used)
    {
        var step = (LineStep)input;
        var before = line.Counts;
        (meter, questions, lapses, believed) = (used, 0, 0, false);
        if (step.Order is { } order) Measured(() => line.Perform(order, Moment, this));
        foreach (var piece in step.Pieces)
        {
            PassTo(now + piece.Wait);
            tape.Heard(piece.Bytes);
            Measured(() => line.Receive(piece.Bytes, Moment, this));
        }
        meter = null;
        if (questions > QuestionsMax) throw new FuzzFinding($"{questions} questions in one step");
        if (believed) return Outcome.Accepted;
        var after = line.Counts;
        return Outcome.Rejected(after.NoiseBytes > before.NoiseBytes ? "noise" : after.Strays > before.Strays ? "stray frames"
            : after.Answered > before.Answered ? "answered, nothing to tell" : "no frame yet");
    }

    /// <summary>Only true answers from here on: each device is understood again.</summary>
    public override void End()
    {
        lapses = int.MinValue;
        PassTo(now + ShowsAfter);
        known.Clear();
        for (var until = now + RecoversWithin; now < until && known.Count < parts.Length;)
        {
            PassTo(now + AnswersAfter);
            if (asked && steps.True(later, tape.Question) is { } answer) Hear(answer);
            else if (parts is [ScannerPart scanner]) Show(scanner);
            asked = false;
        }
        foreach (var part in parts)
            if (!known.Contains(part)) throw new FuzzFinding(
                $"{part.GetType().Name} is not understood {RecoversWithin.TotalSeconds:0} s after the noise");
    }

    /// <summary>What is shown now is told as it is: nothing of the noise sticks to it.</summary>
    private void Show(ScannerPart scanner)
    {
        var bytes = scanner.Unasked(later);
        shown = Encoding.ASCII.GetString(bytes).TrimEnd();
        Hear(bytes);
        PassTo(now + ShowsAfter);
    }

    void ILineOutput.Send(ReadOnlySpan<byte> bytes)
    {
        meter?.End();
        questions++;
        asked = true;
        tape.Asked(bytes);
        foreach (var part in parts) part.Asked(tape);
        meter?.Begin();
    }

    void ILineOutput.Tell(Input input)
    {
        meter?.End();
        Judge(input);
        meter?.Begin();
    }

    /// <summary>A fact as if the line had told it: for the test that the judge bites.</summary>
    public void Judge(Input input)
    {
        if (shown is not null && input is CodeScanned scanned && scanned.Text != shown)
            throw new FuzzFinding($"'{shown}' was shown, and '{new HostileText(scanned.Text).Shown}' was told");
        foreach (var part in parts)
        {
            if (!part.Judge(input, tape)) continue;
            if (!part.IsKnowledge(input)) return;
            believed = true;
            known.Add(part);
            return;
        }
        throw new FuzzFinding($"nobody on this line can say {input}");
    }

    private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Untrusted);

    private void Hear(byte[] bytes)
    {
        tape.Heard(bytes);
        line.Receive(bytes, Moment, this);
    }

    private void PassTo(TimeSpan until)
    {
        var atOnce = 0;
        while (line.NextDeadline is { } due && due <= until)
        {
            atOnce = due > now ? 0 : atOnce + 1;
            if (due > now) now = due;
            if (++lapses > LapsesMax || atOnce > LapsesAtOnceMax)
                throw new FuzzFinding($"the line wakes again and again at {now}, due {due}");
            Measured(() => line.Lapse(Moment, this));
        }
        now = until;
    }

    private void Measured(Action work)
    {
        meter?.Begin();
        work();
        meter?.End();
    }
}
