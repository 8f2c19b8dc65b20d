namespace YongAi.Simulators.World;

/// <summary>What can go wrong on purpose. On the wire and on the command line: small letters and hyphens.</summary>
public enum Fault
{
    /// <summary>A board neither hears nor speaks; its outputs go on.</summary>
    Silent,
    /// <summary>A board loses power for a moment and is silent for two seconds.</summary>
    Reset,
    /// <summary>An answer is not sent.</summary>
    DropAnswer,
    /// <summary>An answer with a damaged byte.</summary>
    Corrupt,
    /// <summary>Every so-manieth answer is damaged (value: how many).</summary>
    CorruptEvery,
    /// <summary>An answer in two pieces (value: gap in ms, 10).</summary>
    Split,
    /// <summary>An answer is held back and leaves together with the next.</summary>
    Glue,
    /// <summary>An answer comes late (value: ms, 500).</summary>
    Late,
    /// <summary>A phantom byte before the answer, as from a floating bus.</summary>
    Noise,
    /// <summary>The adapter sends back what the host wrote.</summary>
    Echo,
    /// <summary>A report that nobody asked for between request and answer: of a door, or of a pack whose make reports.</summary>
    ReportFirst,
    /// <summary>A board, a meter or a pack that speaks Modbus answers with an exception (value: its code, 4).</summary>
    Exception,
    /// <summary>A scanned text in two chunks.</summary>
    TwoChunks,
    /// <summary>A scanned text without its end mark.</summary>
    NoEnd,
    /// <summary>An acknowledgement frame directly before the text.</summary>
    AckFirst,
    /// <summary>The same text twice.</summary>
    Twice,
    /// <summary>Bytes in the text that are no UTF-8.</summary>
    NotUtf8,
    /// <summary>The lock gets its pulse and the bolt does not move.</summary>
    Jam,
    /// <summary>The wire of the door switch is broken: it says closed whatever the door does.</summary>
    SwitchStuck,
    /// <summary>The charger's relay is welded: it stays on.</summary>
    Welded,
    /// <summary>The pack says another serial (value: the serial).</summary>
    SaysSerial,
    /// <summary>A temperature sensor of the pack is open (value: its raw number as its make tells it; by default -40 degrees, or what else an open one reads).</summary>
    OpenSensor,
    /// <summary>The pack reports these protection bits (value: the bits as its make numbers them).</summary>
    Protection,
    /// <summary>An answer with a byte missing.</summary>
    LoseByte,
    /// <summary>The bolt sticks for a moment and the door springs late (value: ms, 6000).</summary>
    LateSpring,
    /// <summary>The door is slammed: it comes open again and falls shut (value: ms until each, 400).</summary>
    Bounce,
    /// <summary>The wires of the door switch are swapped: open is closed and closed is open.</summary>
    SwitchInverted,
    /// <summary>The presence switch hangs (value: present or absent, present).</summary>
    PresenceStuck,
    /// <summary>The pack's board is dead: it does not answer, though it is plugged in.</summary>
    Mute,
    /// <summary>The pack's board sleeps deeply: it hears nothing of a frame.</summary>
    Asleep,
    /// <summary>The lock board says that an opening failed, and does not fire (8A/80 and CU16 boards have no word for that).</summary>
    OpenFails,
    /// <summary>The board stays busy after an opening, until it is asked for its unlock time (CU16).</summary>
    StaysBusy,
    /// <summary>The board calls the slot's door input faulty (WKLY; other boards have no word for that).</summary>
    FeedbackFaulty,
    /// <summary>The two wires of the line are swapped: every byte is upside down both ways, and a break follows whatever the host says.</summary>
    WiresSwapped,
    /// <summary>The line floats: bytes without a question, all the time (value: ms between them, 120).</summary>
    Floating,
    /// <summary>A meter sends its singles with the lower word first.</summary>
    WordsSwapped,
    /// <summary>A meter sends singles that are no numbers.</summary>
    NotANumber,
    /// <summary>A register that a meter or a supply does not have: it refuses with exception 02 (value: which; all by default).</summary>
    NoRegister,
    /// <summary>A protection of a supply has switched its output off (value: 1 over-voltage, 2 over-current; 1).</summary>
    Tripped,
    /// <summary>The motor of a spiral is stuck: it was switched on, and nothing falls.</summary>
    SpiralJams,
    /// <summary>The motor of a spiral does not stop where it ought to.</summary>
    SpiralRunsOn,
    /// <summary>A vending board finds no motor.</summary>
    NoMotor,
    /// <summary>A thing falls and the light curtain does not see it.</summary>
    DropUnseen,
    /// <summary>A vending board does not say how a turn ended.</summary>
    StatusLost,
    /// <summary>A vending board takes an acknowledgement for none and says the same again.</summary>
    StatusTwice,
    /// <summary>The next poll of a vending board comes late (value: ms, 700).</summary>
    LatePoll,
    /// <summary>A power bank that is let go stays where it is.</summary>
    BankSticks,
}

/// <summary>Where a fault can sit.</summary>
public enum FaultSeat { Line, Slot }

/// <summary>Names and seats of the faults.</summary>
public static class FaultNames
{
    private static readonly ImmutableDictionary<string, Fault> ByName =
        Enum.GetValues<Fault>().ToImmutableDictionary(NameOf);

    public static IEnumerable<string> All => ByName.Keys.Order(StringComparer.Ordinal);

    public static bool TryFind(string name, out Fault fault) => ByName.TryGetValue(name, out fault);

    /// <summary><c>DropAnswer</c> becomes <c>drop-answer</c>.</summary>
    public static string NameOf(Fault fault) =>
        string.Concat(fault.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}"
            : $"{char.ToLowerInvariant(c)}"));

    public static FaultSeat SeatOf(Fault fault) =>
        fault is Fault.Jam or Fault.SwitchStuck or Fault.Welded or Fault.SaysSerial or Fault.OpenSensor or Fault.Protection
            or Fault.LateSpring or Fault.Bounce or Fault.SwitchInverted or Fault.PresenceStuck or Fault.Mute or Fault.Asleep
            or Fault.FeedbackFaulty
            ? FaultSeat.Slot : FaultSeat.Line;
}
