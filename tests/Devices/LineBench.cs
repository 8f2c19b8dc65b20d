using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices;

/// <summary>A part on the far side of a line: it gets what the line sends, and its bytes come back after a while.</summary>
internal interface IPart
{
    IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now);
}

/// <summary>One line in virtual time: nothing sleeps, and time goes from one deadline to the next.</summary>
internal sealed class LineBench : ILineOutput
{
    private const int LapsesAtOneMomentMax = 50;

    private readonly PriorityQueue<byte[], (TimeSpan At, int Order)> coming = new();
    private int order;
    private int lapsesHere;

    public LineBench(params DeviceWiring[] devices) : this(9600, devices) { }

    public LineBench(int baud, params DeviceWiring[] devices) =>
        Line = new SharedLine(new LineWiring(new LineId("bench"), baud, [.. devices]));

    public SharedLine Line { get; }
    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);
    public List<(TimeSpan At, string Hex)> Sent { get; } = [];
    public List<(TimeSpan At, Input Input)> Told { get; } = [];
    public List<IPart> Parts { get; } = [];
    public bool Echoes { get; init; }

    /// <summary>Called for every fact, as the loop is: it may at once ask the line to act.</summary>
    public Action<Input>? OnTold { get; set; }

    private Moment Moment => new(Now, DateTimeOffset.UnixEpoch + Now, TimeTrust.Trusted);

    public IEnumerable<string> SentHex => Sent.Select(sent => sent.Hex);

    public IEnumerable<T> Facts<T>() => Told.Select(told => told.Input).OfType<T>();

    public void Send(ReadOnlySpan<byte> bytes)
    {
        var request = bytes.ToArray();
        Sent.Add((Now, Convert.ToHexString(request)));
        if (Echoes) Come(1, request);
        foreach (var part in Parts)
            foreach (var (after, reply) in part.Answer(request, Now)) Come(after, reply);
    }

    public void Tell(Input input)
    {
        Told.Add((Now, input));
        OnTold?.Invoke(input);
    }

    /// <summary>Bytes that come in after a while.</summary>
    public void Come(int afterMs, byte[] bytes) => coming.Enqueue(bytes, (Now + TimeSpan.FromMilliseconds(afterMs), order++));

    public void Come(int afterMs, string hex) => Come(afterMs, Convert.FromHexString(hex));

    public LineBench Open()
    {
        Line.Open(Moment, this);
        return this;
    }

    public void Lost() => Line.Lost(Moment, this);

    public void Perform(Effect effect) => Line.Perform(effect, Moment, this);

    public void Receive(byte[] bytes) => Line.Receive(bytes, Moment, this);

    public void Receive(string hex) => Receive(Convert.FromHexString(hex));

    /// <summary>Time passes, with everything that happens in it.</summary>
    public void Run(int ms)
    {
        var end = Now + TimeSpan.FromMilliseconds(ms);
        while (NextAt() is { } at && at <= end)
        {
            lapsesHere = at > Now ? 0 : lapsesHere + 1;
            Assert.True(lapsesHere < LapsesAtOneMomentMax, "the line asks for the same moment again and again");
            if (at > Now) Now = at;
            if (coming.TryPeek(out _, out var first) && first.At <= Now) Receive(coming.Dequeue());
            else Line.Lapse(Moment, this);
        }
        Now = end;
    }

    /// <summary>Time passes, but the host comes to look only at its end.</summary>
    public void Stall(int ms) => Now += TimeSpan.FromMilliseconds(ms);

    /// <summary>Runs until something was sent, and returns it.</summary>
    public string NextSent(int withinMs = 5000)
    {
        var before = Sent.Count;
        for (var ms = 0; Sent.Count == before && ms < withinMs; ms++) Run(1);
        Assert.True(Sent.Count > before, $"nothing was sent within {withinMs} ms");
        return Sent[before].Hex;
    }

    private TimeSpan? NextAt()
    {
        TimeSpan? deadline = Line.NextDeadline;
        if (!coming.TryPeek(out _, out var first)) return deadline;
        return deadline < first.At ? deadline : first.At;
    }
}
