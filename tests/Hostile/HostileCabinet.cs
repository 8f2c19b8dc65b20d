using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Edge.Tests.Scenarios;
using YongAi.Edge.Tests.Simulation;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>The virtual cabinet with hands that mean no good.</summary>
internal sealed class HostileCabinet
{
    private readonly CodeWriterIssuer issuer = CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-credential.pem"), "demo");
    private readonly Random chance = new(20260801);

    public VirtualCabinet Virtual { get; } = new("seeds/sites/demo-12.json");
    public SimulatedCabinet Boards => Virtual.Boards;
    public Ledger Ledger => Virtual.Rig.Cabinet.Ledger;

    /// <summary>Started, and every pack taken into the stock.</summary>
    public void Ready() => Wait(8);

    public void Wait(double seconds) => Virtual.Wait(TimeSpan.FromSeconds(seconds));

    public bool Until(Func<bool> so, double seconds) => Virtual.Until(so, TimeSpan.FromSeconds(seconds));

    public IEnumerable<T> Events<T>() where T : Event => Virtual.Events<T>();

    public int Alarms(AlarmKind kind) => Ledger.Alarms.Count(alarm => alarm.Kind == kind);

    public SimulatedSlot Slot(int number) => Boards.World.Find(number)!;

    public void Scan(string rider)
    {
        var phone = issuer.Phone(rider, ["swap:48V24Ah"], ScenarioCabinet.Morning.AddHours(-1), TimeSpan.FromDays(6));
        Virtual.Scan(phone.Draw("swap", Virtual.Moment.Wall));
    }

    /// <summary>Random bytes on a line, without a pause, as fast as 9600 baud can carry them.</summary>
    public void Babble(string line, double seconds)
    {
        var end = Virtual.Now + TimeSpan.FromSeconds(seconds);
        var bytes = new byte[2];
        while (Virtual.Now < end)
        {
            chance.NextBytes(bytes);
            Virtual.Rig.Receive(new LineId(line), bytes, Virtual.Moment);
            Virtual.Wait(TimeSpan.FromMilliseconds(2));
        }
    }

    /// <summary>A rider who does all right; how his swap ended.</summary>
    public SwapEnding? Swap(string rider, string own)
    {
        var before = Events<SwapEnded>().Count();
        var open = Boards.World.Slots.Where(slot => slot.DoorOpen).Select(slot => slot.Number).ToHashSet();
        SimulatedSlot? Opened() => Boards.World.Slots.FirstOrDefault(slot => slot.DoorOpen && !open.Contains(slot.Number));
        Scan(rider);
        Assert.True(Until(() => Opened() is not null, 10), Told());
        var inSlot = Opened()!;
        Wait(2);
        Assert.Null(Boards.World.Put(inSlot.Number, own, 22, plugged: true));
        inSlot.Close();
        Assert.True(Until(() => Opened() is not null, 60), Told());
        var outSlot = Opened()!;
        Wait(1);
        Assert.Null(Boards.World.Take(outSlot.Number, out _));
        Wait(4);
        outSlot.Close();
        Until(() => Events<SwapEnded>().Count() > before, 30);
        return Events<SwapEnded>().ElementAtOrDefault(before)?.Ending;
    }

    /// <summary>The last events, for a test that fails.</summary>
    public string Told() => string.Join('\n', Virtual.Journal.TakeLast(15).Select(entry => $"{entry.At.Elapsed} {entry.Event}"));
}
