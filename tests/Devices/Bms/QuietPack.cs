using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>A pack that always says the same; the bench itself makes no garbage.</summary>
internal sealed class QuietPack : ILineOutput
{
    private readonly SharedLine line;
    private readonly ImmutableArray<byte[]> answers;
    private readonly Dictionary<int, int> answerTo = [];
    private TimeSpan now = TimeSpan.FromHours(1);
    private byte[]? reply;
    private int told;

    /// <param name="make">Its make.</param>
    /// <param name="answers">What it says, one answer for each kind of question in the order of the first round.</param>
    public QuietPack(string make, ImmutableArray<byte[]> answers)
    {
        this.answers = answers;
        var family = PackFamily.Of(make);
        line = new SharedLine(new LineWiring(new LineId("quiet"), family.Baud,
            [new PackWiring(family.Make, Fits.Slot(3), TimeSpan.FromSeconds(1))]));
        line.Open(Moment, this);
    }

    private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);

    public void Send(ReadOnlySpan<byte> bytes)
    {
        var question = 0;
        foreach (var b in bytes) question = unchecked(31 * question + b);
        if (!answerTo.TryGetValue(question, out var which)) answerTo[question] = which = answerTo.Count;
        reply = answers[which];
    }

    public void Tell(Input input) => told += input is PackRead ? 1 : 0;

    public void Run(int rounds)
    {
        for (var until = told + rounds; told < until;)
        {
            now = line.NextDeadline ?? throw new InvalidOperationException("the line asks for no time");
            line.Lapse(Moment, this);
            while (reply is { } bytes)
            {
                reply = null;
                line.Receive(bytes, Moment, this);
            }
        }
    }
}
