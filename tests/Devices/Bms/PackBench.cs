using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards.Packs;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>A pack of any make on a line of its own in virtual time; its board answers after 40 ms and never sleeps.</summary>
internal sealed class PackBench
{
    public const string Serial = "YA48240000000001";

    public PackBench(string family)
    {
        Family = PackFamily.Of(family);
        Bench = new LineBench(Family.Baud, new PackWiring(Family.Make, Fits.Slot(3), TimeSpan.FromSeconds(1)));
        Board = new TonguePart(Family.Tongue(new FaultSpot()), NewPack(Serial, 13));
        Bench.Parts.Add(Board);
        Bench.Open();
    }

    public PackFamily Family { get; }
    public LineBench Bench { get; }
    public TonguePart Board { get; }

    public IEnumerable<PackReading> Readings => Bench.Facts<PackRead>().Select(read => read.Reading);

    public static SimulatedPack NewPack(string serial, int cells) => new(serial, new PackKind("48V24Ah", cells, 24), soc: 0.76, celsius: 25);

    /// <summary>All that this board says to the questions of one round, in order.</summary>
    public ImmutableArray<byte[]> Answers()
    {
        Bench.Run(3_000);
        return [.. Board.Said.Distinct(BytesAlike.It)];
    }

    private sealed class BytesAlike : IEqualityComparer<byte[]>
    {
        public static readonly BytesAlike It = new();
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);
        public int GetHashCode(byte[] obj) => obj.Length;
    }
}

/// <summary>The simulated tongue of a make as a part on a bench.</summary>
internal sealed class TonguePart(IPackTongue tongue, SimulatedPack pack) : IPart
{
    public SimulatedPack Pack { get; set; } = pack;
    public FaultSpot Faults { get; } = new();
    public bool IsThere { get; set; } = true;

    /// <summary>Questions that it swallows because it sleeps.</summary>
    public int Swallows { get; set; }
    /// <summary>It goes away after so many answers.</summary>
    public int AnswersLeft { get; set; } = int.MaxValue;
    public Func<byte[], byte[]> Wire { get; set; } = reply => reply;
    public List<byte[]> Said { get; } = [];

    public byte[]? Report => tongue.Report(new PackSelf(Pack, Faults));

    public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
    {
        if (!IsThere || Swallows-- > 0) return [];
        tongue.Hear(request, now);
        var answers = new List<(int, byte[])>();
        while (tongue.TryCut(out var question))
            if (AnswersLeft > 0 && question.Answer(new PackSelf(Pack, Faults)) is { } answer)
            {
                AnswersLeft--;
                Said.Add(answer);
                answers.Add((40, Wire(answer)));
            }
        return answers;
    }
}
