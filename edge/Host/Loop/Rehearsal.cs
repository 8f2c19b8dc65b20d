using System.Text;
using System.Text.RegularExpressions;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Host.Loop;

/// <summary>
/// A scan, from its bytes to the opening frame, in a cabinet that exists only here: two slots, a key that opens nothing else, a
/// clock that stands, a journal in memory, lines that lead nowhere. It makes the machine code of the whole way, as far as it was
/// not published, before the first rider comes (decision 0025).
/// </summary>
public sealed class Rehearsal : IDisposable
{
    /// <summary>What the first round did not meet, because something was there already, the second does.</summary>
    public const int Rounds = 3;

    /// <summary>The machine has other work at a start, too.</summary>
    public static readonly TimeSpan RoundEvery = TimeSpan.FromMilliseconds(50);

    private const string Boot = "0000000000000000", Code = "rehearsal-code";
    private const int CodeMadeAt = 1790000000, Reads = 5;

    /// <summary>Public half of the demo key for credentials: it signed the code, and is trusted nowhere but here.</summary>
    private const string SignedBy = "044474ce1b0093ee9f39e576ffcf4bd0123eb76e73521c3f23697fe90f8f7b7fc22213dc82623cd23a2e2c"
        + "840379d475d5e725ebc91528fc070a84f15332c9e0b7";

    private static readonly LineId Scanner = new("scanner"), Locks = new("locks");
    private static readonly SlotNumber Empty = new(1), Full = new(2);
    private static readonly PackReading Pack = new(PackId.From("YA48240000000001"), new Volts(54), new Amps(0), new StateOfCharge(100),
        new Celsius(20), new Celsius(22), 13, PackFaults.None);

    private readonly byte[] scanned = [.. ReadCode(), (byte)'\r'];
    private readonly JournalDatabase database = JournalDatabase.Draft(":memory:");
    private readonly JournalTables tables;
    private long kept;

    public Rehearsal()
    {
        JournalTables.Create(database);
        tables = new JournalTables(database);
    }

    /// <summary>All rounds, until told to stop.</summary>
    public static async Task RunAsync(TimeProvider time, CancellationToken stop)
    {
        using var rehearsal = new Rehearsal();
        using var timer = new PeriodicTimer(RoundEvery, time);
        for (var round = 0; round < Rounds; round++)
        {
            rehearsal.Play();
            await timer.WaitForNextTickAsync(stop);
        }
    }

    /// <summary>One scan: what would have been written to the lock line.</summary>
    public byte[] Play()
    {
        var stage = new Stage(this);
        var now = new Moment(TimeSpan.FromDays(1), DateTimeOffset.FromUnixTimeSeconds(CodeMadeAt), TimeTrust.Assumed);
        var rig = new Rig(Wires(), Plan(), Ledger.Empty, stage, now, stage);
        rig.Tell(new Start(Boot, Boot, Release, false), now);
        rig.LineUp(Scanner, now);
        rig.LineUp(Locks, now);
        // Long enough for the pack to be taken into stock.
        for (var read = 0; read < Reads; read++)
        {
            now = now with { Elapsed = now.Elapsed + TimeSpan.FromSeconds(1) };
            rig.Tell(new SwitchesRead([new(Empty, DoorState.Closed, false), new(Full, DoorState.Closed, true)]), now);
            rig.Tell(new PackSilent(Empty, LineUp: true), now);
            rig.Tell(new PackRead(Full, Pack), now);
            rig.Written(stage.Position, now);
        }
        rig.Receive(Scanner, scanned, now);
        rig.Written(stage.Position, now);
        return [.. stage.Sent];
    }

    public void Dispose() => database.Dispose();

    private static string Release => Site.Release.Version;

    private static Wiring Wires() => new(
    [
        new LineWiring(Scanner, 115200, [new ScannerWiring(ScanEnd.Cr)]),
        new LineWiring(Locks, 9600, [new LockBoardWiring(new A80Make(), 1, EchoMode.Off,
            [new LockChannel(1, Empty, FeedbackUse.Door, Empty, 1), new LockChannel(2, Full, FeedbackUse.Door, Full, 1)],
            TimeSpan.FromMilliseconds(500))]),
    ]);

    private static SitePlan Plan() => new("NB-DEMO-01", "ninghai-1",
        [new SlotPlan(Empty, true, true, false), new SlotPlan(Full, true, true, false)],
        new PackBook([new PackPattern(new Regex("YA4824[0-9]{10}"), new PackClass("48V24Ah"), 13, new Volts(36), new Volts(55))]),
        new TrustStore([new TrustedKey("demo", KeyKind.Credential, [.. Convert.FromHexString(SignedBy)], 0, long.MaxValue, ["swap:*"])]),
        new CodePolicy(true, TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromDays(2), int.MaxValue, 0),
        new SwapTimes(), new ChargeLimits(0, TimeSpan.FromSeconds(30), new Celsius(0), new Celsius(45), new StateOfCharge(100),
            new StateOfCharge(95)), new StateOfCharge(90));

    private static byte[] ReadCode()
    {
        using var stream = typeof(Rehearsal).Assembly.GetManifestResourceStream(Code)
            ?? throw new InvariantBroken($"the program was built without {Code}");
        using var reader = new StreamReader(stream);
        return Encoding.Latin1.GetBytes(reader.ReadToEnd().TrimEnd('\n'));
    }

    /// <summary>Everything round the rehearsed cabinet: rows go into the memory, bytes for the locks are remembered.</summary>
    private sealed class Stage(Rehearsal of) : IJournal, IRigOutside
    {
        public List<byte> Sent { get; } = [];

        public long Position { get; private set; }

        public void Hand(ImmutableArray<Entry> entries)
        {
            of.database.Write(() =>
            {
                foreach (var entry in entries)
                {
                    Position = entry.Position;
                    of.tables.AddEntry(JournalFormat.ToRow(entry with { Position = ++of.kept }, Boot));
                }
            });
        }

        public void Send(LineId line, ReadOnlySpan<byte> bytes)
        {
            if (line == Locks) Sent.AddRange(bytes);
        }

        public void Run(Errand errand) { }
    }
}
