using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>Reading the switches of any board over and over makes no garbage, strays and noise included.</summary>
public sealed class LockQuietTests
{
    public static TheoryData<string> Families => LockFamily.Names;

    [Theory, MemberData(nameof(Families))]
    public void A_steady_board_makes_no_garbage(string family)
    {
        var bench = new QuietBoard(LockFamily.Of(family));
        bench.Run(polls: 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Run(polls: 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(bench.Line.Counts.Strays >= 1000 && bench.Line.Counts.NoiseBytes >= 1000, bench.Line.Counts.ToString());
    }

    /// <summary>A board that always says the same, and says it twice with noise between; the bench itself makes no garbage.</summary>
    private sealed class QuietBoard : ILineOutput
    {
        private readonly FamilyPart board;
        private readonly List<(byte[] Request, byte[] Reply)> known = [];
        private TimeSpan now = TimeSpan.FromHours(1);
        private byte[]? reply;
        private int told;

        public QuietBoard(LockFamily family)
        {
            board = family.Part(LockFamily.Address);
            Line = new SharedLine(new LineWiring(new LineId("quiet"), 9600, [family.Wiring()]));
            Line.Open(Moment, this);
        }

        public SharedLine Line { get; }

        private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);

        public void Send(ReadOnlySpan<byte> bytes)
        {
            foreach (var (request, answer) in known)
                if (bytes.SequenceEqual(request))
                {
                    reply = answer;
                    return;
                }
            var asked = bytes.ToArray();
            var once = board.Reply(asked)!;
            known.Add((asked, reply = [.. once, 0x00, .. once]));
        }

        public void Tell(Input input) => told++;

        public void Run(int polls)
        {
            for (var until = told + polls; told < until;)
            {
                now = Line.NextDeadline ?? throw new InvalidOperationException("the line asks for no time");
                Line.Lapse(Moment, this);
                while (reply is { } bytes)
                {
                    reply = null;
                    Line.Receive(bytes, Moment, this);
                }
            }
        }
    }
}
