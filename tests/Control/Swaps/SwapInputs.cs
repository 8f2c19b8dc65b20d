using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Tests.Control.Commands;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control.Swaps;

/// <summary>One input of every kind, told to a cabinet whose swap stands in some stage, through the whole turn.</summary>
internal sealed class SwapInputs : IDisposable
{
    private static readonly DateTimeOffset Wall = ScenarioCabinet.Morning.AddSeconds(1000);
    private static readonly ContactPlan Smoke = new(new ContactId("smoke"), ContactUse.Smoke);
    private static readonly ChannelId Water = new("water");
    private readonly ScenarioScript _script = new();
    private readonly CommandPen _pen = new();
    private readonly string _his, _anothers;
    private readonly CommandReceived _cancel;

    public SwapInputs()
    {
        _his = _script.Phone("chen", "48V24Ah").Draw("swap", Wall);
        _anothers = _script.Phone("wang", "48V24Ah").Draw("swap", Wall);
        _cancel = _pen.Draw("transaction.cancel", Wall, ["swap=1"]);
    }

    public void Dispose()
    {
        _script.Dispose();
        _pen.Dispose();
    }

    /// <summary>A line for each kind of input; the door in question is the one last ordered.</summary>
    public IEnumerable<(string Words, Input Input)> All(Swap swap)
    {
        var door = swap.Door!.Value;
        var other = new SlotNumber(3);
        var serial = door.Value == 12 ? "YA48240000000099" : $"YA4824{door.Value:0000000000}";
        yield return ("Start", new Start("00112233445566ff", "7f3a000000000001", "0.1.0", false));
        yield return ("StopAsked", new StopAsked());
        yield return ("Lapse", Lapse.Now);
        yield return ("SwitchesRead, his door open", Switches(door, DoorState.Open, true));
        yield return ("SwitchesRead, his door closed", Switches(door, DoorState.Closed, true));
        yield return ("SwitchesRead, his slot empty", Switches(door, DoorState.Open, false));
        yield return ("SwitchesRead, another door open", Switches(other, DoorState.Open, true));
        yield return ("SwitchesSilent", new SwitchesSilent([door]));
        yield return ("PackRead", new PackRead(door, Reading(serial, 25)));
        yield return ("PackRead, another serial", new PackRead(door, Reading("YA48240000000055", 25)));
        yield return ("PackRead, 61 degrees", new PackRead(door, Reading(serial, 61)));
        yield return ("PackSilent", new PackSilent(door, LineUp: true));
        yield return ("PackSilent, line gone", new PackSilent(door, LineUp: false));
        yield return ("PackUnreadable", new PackUnreadable(door));
        yield return ("LockFired", new LockFired(door));
        yield return ("LockNotFired", new LockNotFired(door));
        yield return ("LockRefused", new LockRefused(door, LockRefusal.CoolingDown));
        yield return ("ChargersRead, his is on", new ChargersRead([new ChargerState(door, true)]));
        yield return ("ChargersSilent", new ChargersSilent([door]));
        yield return ("ContactsRead, smoke", new ContactsRead([new ContactState(Smoke.Id, true)]));
        yield return ("ContactsSilent", new ContactsSilent([Smoke.Id]));
        yield return ("GaugeRead", new GaugeRead(new GaugeId("air"), [new Measured(Quantity.Temperature, 60)]));
        yield return ("GaugeSilent", new GaugeSilent(new GaugeId("air")));
        yield return ("OutputsRead", new OutputsRead([new OutputState(new OutputId("fan"), true)]));
        yield return ("OutputsSilent", new OutputsSilent([new OutputId("fan")]));
        yield return ("HandOutBegan", new HandOutBegan(Water, 1));
        yield return ("HandOutEnded", new HandOutEnded(Water, 1, HandOutEnd.Seen));
        yield return ("ChannelRead", new ChannelRead(Water, ChannelState.Ready));
        yield return ("ChannelsSilent", new ChannelsSilent([Water]));
        yield return ("CounterRead", new CounterRead(new CounterId("drop"), 1));
        yield return ("CounterSilent", new CounterSilent(new CounterId("drop")));
        yield return ("TagRead", new TagRead(new ReaderId("shelf"), "0000000001"));
        yield return ("DockRead", new DockRead([new BankPlace(Water, true, null, null)]));
        yield return ("InkStalled", new InkStalled());
        yield return ("InkFlows", new InkFlows());
        yield return ("CodeScanned, no code", new CodeScanned("scanner", "hello"));
        yield return ("CodeScanned, his own", new CodeScanned("scanner", _his));
        yield return ("CodeScanned, another rider's", new CodeScanned("scanner", _anothers));
        yield return ("CommandReceived, to end this swap", _cancel);
        yield return ("CommandReceived, no command", new CommandReceived([], null, null));
        yield return ("NonceGiven", new NonceGiven([.. new byte[16]]));
        yield return ("AckReceived, not genuine", new AckReceived([], "NB-TEST-01", "7f3a000000000001", 1, false, 0, 1));
        yield return ("LinkSeen", new LinkSeen(LinkState.Good));
        yield return ("StoreMeasured", new StoreMeasured(1, 100, 1, 100, [], Trimming: false));
        yield return ("TrimmedWanted", new TrimmedWanted(1, 2, "00"));
    }

    /// <summary>What the whole turn decides, and where the swap stands after it.</summary>
    public string Answer(SwapSituation s, Input input)
    {
        var ledger = Ledger.Empty with
        {
            Journal = "7f3a000000000001", LastSwap = 1, Swap = s.Swap,
            Custody = s.Swap.Completed ? s.Custody.Out(s.Swap.Offered!.Value, s.Swap.Rider) : s.Custody,
            StockedAt = Enumerable.Range(1, 12).ToImmutableSortedDictionary(n => n, _ => TimeSpan.Zero),
        };
        var plan = _script.Cabinet.Cabinet.Plan with { Contacts = [Smoke] };
        var image = Image.Dark(plan, TimeSpan.Zero) with
        {
            Contacts = [ContactImage.Dark.Read(false, s.Now)],
            Slots = [.. s.Slots.Select(slot => slot.Image)], PlannedAt = s.Now, SaidAt = s.Now, InkStalled = s.InkStalled,
        };
        var (after, decision) = CabinetStep.Step(new Cabinet(plan, ledger, image), input,
            new Moment(s.Now, Wall, TimeTrust.Assumed));
        var stage = after.Ledger.Swap is not { } swap ? "over" : swap.Stage == s.Swap.Stage ? "" : swap.Stage.ToString();
        return SwapTableTests.Words(decision) + (stage.Length == 0 ? "" : $" -> {stage}");
    }

    private static SwitchesRead Switches(SlotNumber slot, DoorState door, bool present) => new([new SlotSwitches(slot, door, present)]);

    private static PackReading Reading(string serial, double celsius) => new(PackId.From(serial), new Volts(50), new Amps(0),
        new StateOfCharge(90), new Celsius(celsius), new Celsius(celsius), 13, PackFaults.None);
}
