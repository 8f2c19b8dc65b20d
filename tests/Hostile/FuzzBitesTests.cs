using System.Globalization;
using System.Text;
using System.Text.Json;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Decoding;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Fuzz;
using YongAi.Simulators.Fuzz.Cabinet;
using YongAi.Simulators.Fuzz.Codes;
using YongAi.Simulators.Fuzz.Lines;
using YongAi.Simulators.Fuzz.Words;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>
/// Each target of the simulators finds what it is there for: a reader with a planted fault, or a fact that nobody said.
/// </summary>
public sealed class FuzzBitesTests
{
    private const int Seed = 1, Enough = 20_000;
    private static readonly SlotNumber Slot1 = new(1), Slot3 = new(3), Slot5 = new(5);
    private static readonly ImmutableSortedDictionary<string, Func<LinePart>> Packs = new Dictionary<string, Func<LinePart>>
    {
        ["jbd"] = () => new PackPart(new JbdTable(), Slot3),
        ["pack-daly-a5"] = () => new PackPart(new DalyA5Table(), Slot3),
        ["pack-daly-d2"] = () => new PackPart(new DalyD2Table(), Slot3),
        ["pack-daly-p81"] = () => new PackPart(new DalyP81Table(), Slot3),
        ["pack-jk-4e57"] = () => new PackPart(new Jk4E57Table(), Slot3),
        ["pack-jk-modbus"] = () => new PackPart(new JkModbusTable(), Slot3),
        ["pack-niu"] = () => new PackPart(new NiuTable(), Slot3),
        ["slot-board"] = () => new SlotBoardPart(2, Slot3),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, Func<PackReading, PackReading>> FalseWords =
        new Dictionary<string, Func<PackReading, PackReading>>
        {
            ["serial"] = reading => reading with { Serial = PackId.From("YA48249999999999") },
            ["volts"] = reading => reading with { Volts = new Volts(reading.Volts.Value + 0.001) },
            ["amps"] = reading => reading with { Amps = new Amps(reading.Amps.Value + 0.001) },
            ["charge"] = reading => reading with { Charge = new StateOfCharge(Math.Abs(reading.Charge.Percent - 1)) },
            ["coldest"] = reading => reading with { Coldest = new Celsius(reading.Coldest.Value + 0.1) },
            ["hottest"] = reading => reading with { Hottest = new Celsius(reading.Hottest.Value - 0.1) },
            ["cells"] = reading => reading with { Cells = reading.Cells + 1 },
            ["faults"] = reading => reading with { Faults = reading.Faults ^ PackFaults.FrontEnd },
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly StillCodes Codes = FuzzTargets.Codes(FuzzTests.Seeds, Seed);

    [Fact]
    public void A_door_that_no_whole_frame_speaks_of_is_found()
    {
        NobodySaid("lock-a", new SwitchesRead([.. Enumerable.Range(1, 4)
            .Select(n => new SlotSwitches(new SlotNumber(n), DoorState.Open, true))]));
        NobodySaid("lock-b", new SwitchesRead([new SlotSwitches(Slot5, DoorState.Open, null)]));
        foreach (var name in new[] { "lock-wkly", "lock-cu16", "lock-winnsen", "lock-dc02", "lock-relay" })
        {
            NobodySaid(name, new SwitchesRead([new SlotSwitches(Slot1, DoorState.Open, null)]));
            NobodySaid(name, new LockRefused(Slot1, LockRefusal.Failed));
        }
        NobodySaid("line", new SwitchesRead([new SlotSwitches(Slot5, DoorState.Closed, null)]));
        NobodySaid("line", new SwitchesRead([new SlotSwitches(new SlotNumber(32), DoorState.Closed, null)]));
    }

    [Fact]
    public void A_decoder_that_calls_a_garbled_frame_right_is_found()
    {
        using var target = new DecodeTarget(FrameSeeds.Read(FuzzTests.Seeds),
            frame => FrameDecoder.Decode(frame.Protocol, frame.Bytes, frame.Request) with { Fault = null });
        var found = FuzzRun.Of(target, Seed, 0, Enough, CancellationToken.None).Fault;
        Assert.Contains("whose check does not hold", found!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_a_charger_and_a_text_that_nobody_spoke_of_are_found()
    {
        var reading = new PackReading(PackId.From("YA48240000000001"), new Volts(51.2), new Amps(0), new StateOfCharge(98),
            new Celsius(25), new Celsius(25), 13, PackFaults.None);
        foreach (var pack in Packs.Keys)
        {
            NobodySaid(pack, new PackRead(Slot3, reading));
            NobodySaid(pack, new PackRead(Slot5, reading));
        }
        NobodySaid("slot-board", new SwitchesRead([new SlotSwitches(Slot3, null, true)]));
        NobodySaid("slot-board", new ChargersRead([new ChargerState(Slot3, true)]));
        NobodySaid("slot-board", new PackSilent(Slot3, LineUp: true));
        NobodySaid("relay", new ChargersRead([new ChargerState(Slot1, true)]));
        NobodySaid("scanner", new CodeScanned("line", "YA1:"));
    }

    /// <summary>Every line with a pack, and every word of its reading.</summary>
    public static TheoryData<string, string> OneWordChanged()
    {
        var words = new TheoryData<string, string>();
        foreach (var pack in Packs.Keys)
            foreach (var word in FalseWords.Keys) words.Add(pack, word);
        return words;
    }

    [Theory, MemberData(nameof(OneWordChanged))]
    public void A_reading_of_which_one_word_is_false_is_found(string pack, string word) =>
        Finds(new LineTarget(pack, 9600, new Lying(Packs[pack](), fact =>
            fact is PackRead read ? read with { Reading = FalseWords[word](read.Reading) } : fact)), "no valid frame");

    [Theory, MemberData(nameof(Names))]
    public void A_reading_of_another_slot_is_found(string pack) => Finds(new LineTarget(pack, 9600, new Lying(Packs[pack](), fact =>
        fact is PackRead read ? read with { Slot = Slot5 } : fact)), pack == "slot-board" ? "a pack" : "slot 5 is spoken of");

    public static TheoryData<string> Names => [.. Packs.Keys];

    [Fact]
    public void A_reading_with_the_serial_of_an_earlier_round_is_found()
    {
        var part = new PackPart(new JbdTable(), Slot3);
        var tape = new LineTape();
        string[] name = ["DDA50500FFFB77", Convert.ToHexString(part.Frames[0])];
        string[] info = ["DDA50300FFFD77", Convert.ToHexString(part.Frames[6])];
        var read = new PackRead(Slot3, new PackReading(PackId.From("YA48240000000001"), new Volts(51.2), new Amps(2.5),
            new StateOfCharge(98), new Celsius(25), new Celsius(26.4), 13, PackFaults.None));
        Exchange(name);
        Exchange(info);
        Assert.True(part.Judge(read, tape));
        Exchange([name[0], ""]);
        Exchange(info);
        Assert.Throws<FuzzFinding>(() => part.Judge(read, tape));

        void Exchange(string[] said)
        {
            tape.Asked(Convert.FromHexString(said[0]));
            part.Asked(tape);
            tape.Heard(Convert.FromHexString(said[1]));
        }
    }

    [Fact]
    public void A_slot_board_whose_presence_or_charger_is_told_the_other_way_is_found()
    {
        Found(fact => fact is SwitchesRead read ? new SwitchesRead([read.Slots[0] with { Present = !read.Slots[0].Present }]) : fact);
        Found(fact => fact is ChargersRead read ? new ChargersRead([read.Slots[0] with { On = !read.Slots[0].On }]) : fact);
        Found(fact => fact is SwitchesRead { Slots: [{ Present: true }] } ? new PackSilent(Slot3, LineUp: true) : fact);

        static void Found(Func<Input, Input> lie) =>
            Finds(new LineTarget("slot-board", 9600, new Lying(new SlotBoardPart(2, Slot3), lie)), "no valid frame");
    }

    [Fact]
    public void A_slot_board_that_is_told_to_charge_by_nobody_is_found()
    {
        Assert.Contains("nobody ordered", Told("02060033000139F6"), StringComparison.Ordinal);
        Assert.Contains("is told", Told("02060033000279F7"), StringComparison.Ordinal);
        Assert.Contains("is told", Told("0206003200010000"), StringComparison.Ordinal);

        static string Told(string question)
        {
            var (part, tape) = (new SlotBoardPart(2, Slot3), new LineTape());
            tape.Asked(Convert.FromHexString(question));
            return Assert.Throws<FuzzFinding>(() => part.Asked(tape)).Message;
        }
    }

    [Fact]
    public void A_text_to_which_the_noise_before_it_sticks_is_found()
    {
        using var target = FuzzTargets.Make("scanner", FuzzTests.Seeds, Seed);
        target.Begin(new Chance().Begin(Seed, "scanner", 0));
        target.End();
        Assert.Contains("was shown", Assert.Throws<FuzzFinding>(() =>
            ((LineTarget)target).Judge(new CodeScanned("line", "xYA1:"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScanEnd.Cr), InlineData(ScanEnd.CrLf), InlineData(ScanEnd.Tab), InlineData(ScanEnd.None)]
    public void A_scanner_is_understood_after_the_noise_however_its_texts_end(ScanEnd end)
    {
        // With seed 7 and texts that only a silence ends, riders once followed each other so fast that no text ever ended.
        using var target = new LineTarget("scanner", 9600, new ScannerPart(end));
        Assert.Null(FuzzRun.Of(target, seed: 7, from: 0, count: 1024, CancellationToken.None).Fault);
    }

    [Fact]
    public void Base45_that_is_read_too_kindly_is_found() =>
        Finds(new Base45Target(text => Base45.TryDecode(text.ToUpperInvariant(), out var bytes) ? bytes : null), "written as none");

    [Fact]
    public void Cbor_that_is_let_in_with_something_behind_it_is_found() => Finds(new CborTarget(Codes,
        bytes => StrictCbor.Holds(bytes) || bytes.Length > 0 && StrictCbor.Holds(bytes.AsMemory(..^1))), "let in against the rules");

    [Fact]
    public void A_code_whose_signature_nobody_looked_at_is_found() =>
        Finds(new CodeTarget(Codes, (text, here, now) => RiderCodeVerifier.Verify(text, here, now) is { FailedCheck: 3 or 6 }
            ? new CodeVerdict(0, null, Genuine) : RiderCodeVerifier.Verify(text, here, now)), "nobody signed this");

    [Fact]
    public void A_verifier_that_refuses_what_is_right_is_found() =>
        Finds(new CodeTarget(Codes, (_, _, _) => new CodeVerdict(3, Refusal.BadSignature, null)), "a genuine input was refused");

    [Fact]
    public void A_badge_that_opens_a_slot_it_does_not_name_is_found() => Finds(new CrewTarget(Codes, code =>
    {
        var words = code.Purpose.Split(':');
        return words.Length == 3 && words[1] == "slot.open"
            && int.TryParse(words[2], NumberStyles.Any, CultureInfo.InvariantCulture, out int slot) && slot is >= 1 and <= 12
            ? (new Order("x", CommandType.SlotOpen, new SlotNumber(slot), null, null, Origin.Crew, "c", code.Purpose, 0), null)
            : CrewActs.Read(code, "", [.. Enumerable.Range(1, 12).Select(n => new SlotNumber(n))], 7);
    }), "names no act");

    [Fact]
    public void A_command_under_an_old_signature_is_found() =>
        Finds(Command(received => Judged(received) is { Why: Refusal.BadSignature } verdict
        ? verdict with { Genuine = true } : Judged(received)), "nobody signed it");

    [Fact]
    public void An_order_for_another_slot_than_the_one_signed_is_found() => Finds(Command(received =>
    {
        var verdict = Judged(received);
        return verdict.Order is { Slot: not null } order ? verdict with { Order = order with { Slot = new SlotNumber(7) } }
            : verdict;
    }), "another slot");

    [Fact]
    public void An_acknowledgement_beyond_what_was_handed_over_is_found() => Finds(
        new AckTarget("ack", Codes, FuzzTargets.Drawn(Seed, "ack"), (bytes, published) => CoseSign1.TryPayload(bytes, out var inner)
            && UplinkJson.TryReadAck(inner.Span, out var ack, out _)
                ? new AckReceived([.. bytes], ack!.Cabinet, ack.Journal, ack.Through, ack.Resend, ack.Issued,
                    Published: long.MaxValue) : null), "handed over");

    [Fact]
    public void An_outbox_that_moves_by_a_word_that_nobody_signed_is_found()
    {
        using var target = new AckTarget("ack", Codes, FuzzTargets.Drawn(Seed, "ack"));
        target.Begin(new Chance().Begin(Seed, "ack", 0));
        target.Try(new HostileBytes([0xA0]), new Meter());
        Assert.Throws<FuzzFinding>(() => target.Judge(new MoveOutbox(1, false, 0)));
    }

    [Fact]
    public void An_envelope_that_contradicts_itself_is_found() => Finds(new MessageTarget("event", Messages("yongai.*.json"),
        json => Caught(() => JsonSerializer.Deserialize(json, UplinkJson.Default.CloudEvent))), "does not fit together");

    [Fact]
    public void A_status_that_breaks_its_reader_is_found() => Finds(new MessageTarget("status", Messages("status.*.json"),
        json => UplinkJson.TryReadStatus(json, out var status, out var fault) ? status : fault.Length > 0
            ? throw new InvalidOperationException(fault) : null), "InvalidOperationException");

    [Fact]
    public void A_reading_that_no_number_can_be_is_found() =>
        Finds(new MessageTarget("telemetry", Messages("telemetry.json"), json =>
        UplinkJson.TryReadTelemetry(Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(json).Replace("1e400", "7", StringComparison.Ordinal)), out var batch, out _)
            ? Encoding.UTF8.GetString(json).Contains("1e400", StringComparison.Ordinal)
                ? batch! with { Samples = [.. batch.Samples
                    .Select(sample => sample with { Slots = [new SlotSample(1, "open", double.PositiveInfinity)] })] } : batch
            : null), "infinity");

    [Fact]
    public void A_topic_of_nobody_that_is_taken_is_found() =>
        Finds(new TopicTarget(text => Topics.TryParse(text.Replace("//", "/", StringComparison.Ordinal), out var topic)
            ? topic : null), "not a cabinet's topic");

    [Fact]
    public void An_address_that_breaks_its_reader_is_found() =>
        Finds(new AddressTarget(text => text.Contains('[', StringComparison.Ordinal)
            && !text.Contains(']', StringComparison.Ordinal)
            ? throw new IndexOutOfRangeException() : MqttAddress.Parse(text)), "IndexOutOfRangeException");

    [Theory]
    [InlineData("locks", "8A0101119B", "ordered on disk 0 times")]
    [InlineData("locks", "8A01FF1165", "which has no lock")]
    [InlineData("locks", "9A0101118B", "was told 9A0101118B")]
    [InlineData("chargers", "01050200012C0D8E", "no charging is on disk")]
    [InlineData("chargers", "01050000FF008C3A", "without an end")]
    public void A_cabinet_that_acts_without_an_order_is_found(string line, string sent, string says)
    {
        var site = SimulatedSite.Read(FuzzTests.Seeds.PathOf("sites/demo-12.json"));
        var judge = new RigJudge(LifePlan.WiringOf(site), new Disk(new Random(Seed), () => TimeSpan.Zero),
            new SimulatedCabinet(site, new CabinetSetup()).World);
        var found = Assert.Throws<FuzzFinding>(() => judge.Sent(new LineId(line), Convert.FromHexString(sent), TimeSpan.Zero,
            _ => false));
        Assert.Contains(says, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_charger_behind_an_open_door_is_found_unless_a_lie_was_told()
    {
        var site = SimulatedSite.Read(FuzzTests.Seeds.PathOf("sites/demo-12.json"));
        var boards = new SimulatedCabinet(site, new CabinetSetup());
        var disk = new Disk(new Random(Seed), () => TimeSpan.Zero);
        var judge = new RigJudge(LifePlan.WiringOf(site), disk, boards.World);
        disk.Hand([new Entry(1, default, new ChargingStarted(Slot1, PackId.From("YA48240000000001"), new StateOfCharge(50)))]);
        Assert.Throws<FuzzFinding>(() => Charge(TimeSpan.FromSeconds(9), lied: false));
        judge = new RigJudge(LifePlan.WiringOf(site), Dry(disk), boards.World);
        judge.Look(TimeSpan.Zero);
        Charge(TimeSpan.FromSeconds(1), lied: false);
        Charge(TimeSpan.FromSeconds(9), lied: true);
        Assert.Contains("open or without a pack", Assert.Throws<FuzzFinding>(() =>
            Charge(TimeSpan.FromSeconds(9), lied: false)).Message, StringComparison.Ordinal);

        void Charge(TimeSpan at, bool lied) => judge.Sent(new LineId("chargers"), Convert.FromHexString("01050200012C0D8E"),
            at, _ => lied);
    }

    [Fact]
    public void A_frame_that_no_board_sent_is_known_for_a_lie()
    {
        var tape = new LieTape();
        tape.Heard(Convert.FromHexString("8001FFFFFF334D"), hostile: false);
        tape.Heard(Convert.FromHexString("800101119C"), hostile: true);
        Assert.False(tape.Lied);
        tape.Heard(Convert.FromHexString("80010111"), hostile: true);
        tape.Heard([0x91], hostile: false);
        Assert.True(tape.Lied);
    }

    private static GenuineCode Genuine => RiderCodeVerifier.Verify(Codes.CrewCode, Codes.Situation,
        StillCodes.Moment(TimeTrust.Trusted)).Code!;

    private static SignedCommandTarget Command(Func<CommandReceived, CommandVerdict> judge) =>
        new("command", FuzzTests.Seeds, Codes, FuzzTargets.Drawn(Seed, "command"), judge);

    private static CommandVerdict Judged(CommandReceived received) =>
        CommandChecks.Judge(received, new CommandSituation(StillCodes.Cabinet,
        [.. Enumerable.Range(1, 12).Select(n => new SlotNumber(n))], Codes.Trust, CommandBook.Empty, 0),
            StillCodes.Moment(TimeTrust.Trusted));

    private static ImmutableArray<byte[]> Messages(string pattern) =>
        [.. FuzzTests.Seeds.Names("messages", pattern).Select(name => FuzzTests.Seeds.Bytes("messages/" + name))];

    private static Disk Dry(Disk disk)
    {
        var now = TimeSpan.Zero;
        var dry = new Disk(new Random(Seed), () => now);
        dry.Hand([.. disk.Entries]);
        now = TimeSpan.FromMinutes(1);
        Assert.Equal(disk.Entries.Count, dry.TryDry());
        return dry;
    }

    private static object? Caught(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A line that has only just come up has heard nothing: whatever it tells is made up.</summary>
    private static void NobodySaid(string name, Input fact)
    {
        using var target = (LineTarget)FuzzTests.Make(name);
        target.Begin(new Chance().Begin(Seed, name, 0));
        Assert.Throws<FuzzFinding>(() => target.Judge(fact));
    }

    /// <summary>A device that says the truth, of which the edge makes something else.</summary>
    private sealed class Lying(LinePart part, Func<Input, Input> lie) : LinePart
    {
        public override DeviceWiring Wiring => part.Wiring;
        public override IReadOnlyList<byte[]> Frames => part.Frames;
        public override FrameShape Shape => part.Shape;
        public override int Questions => part.Questions;

        public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance) => part.Answer(question, chance);

        public override Effect? Order(Chance chance) => part.Order(chance);

        public override void Begin(Chance chance) => part.Begin(chance);

        public override void Asked(LineTape tape) => part.Asked(tape);

        public override bool Judge(Input fact, LineTape tape) => part.Judge(lie(fact), tape);

        public override bool IsKnowledge(Input fact) => part.IsKnowledge(fact);
    }

    private static void Finds(FuzzTarget planted, string says)
    {
        using (planted)
        {
            var report = FuzzRun.Of(planted, Seed, 0, Enough, CancellationToken.None);
            Assert.Contains(says, report.Fault?.What ?? $"nothing in {report.Inputs} inputs", StringComparison.Ordinal);
        }
    }
}
