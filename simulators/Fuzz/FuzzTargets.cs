using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices;
using YongAi.Simulators.Fuzz.Codes;
using YongAi.Simulators.Fuzz.Lines;
using YongAi.Simulators.Fuzz.Words;

namespace YongAi.Simulators.Fuzz;

/// <summary>Makes the targets of this program by their names.</summary>
public static class FuzzTargets
{
    private const int Baud = 9600, FastBaud = 115_200;
    private static readonly SlotNumber PackSlot = new(3);

    /// <summary>A target that is ready to be fed.</summary>
    /// <param name="name">A name of <see cref="FuzzCatalogue"/> that belongs here.</param>
    /// <param name="seeds">Valid inputs.</param>
    /// <param name="seed">Of the run: what is signed beforehand is drawn with it, too.</param>
    public static FuzzTarget Make(string name, SeedFiles seeds, int seed) => name switch
    {
        "lock-a" => new LineTarget(name, Baud, new LockPart(1, LockDialect.A, true, 1)),
        "lock-b" => new LineTarget(name, Baud, new LockPart(2, LockDialect.B, false, 5)),
        "lock-wkly" => new LineTarget(name, Baud, new LockBoardPart(new WklyTable(1), 1)),
        "lock-cu16" => new LineTarget(name, Baud, new LockBoardPart(new Cu16Table(1), 1)),
        "lock-winnsen" => new LineTarget(name, Baud, new LockBoardPart(new WinnsenTable(1), 1)),
        "lock-dc02" => new LineTarget(name, Baud, new LockBoardPart(new Dc02Table(1), 1)),
        "lock-relay" => new LineTarget(name, Baud, new LockBoardPart(new RelayLockTable(1), 1)),
        "jbd" => Pack(name, Baud, new JbdTable()),
        "pack-daly-a5" => Pack(name, Baud, new DalyA5Table()),
        "pack-daly-d2" => Pack(name, Baud, new DalyD2Table()),
        "pack-daly-p81" => Pack(name, Baud, new DalyP81Table()),
        "pack-jk-4e57" => Pack(name, FastBaud, new Jk4E57Table()),
        "pack-jk-modbus" => Pack(name, FastBaud, new JkModbusTable()),
        "pack-niu" => Pack(name, Baud, new NiuTable(), LineFormat.Bits8E1),
        "slot-board" => new LineTarget(name, FastBaud, new SlotBoardPart(2, PackSlot)),
        "relay" => new LineTarget(name, Baud, new RelayPart(3, 1)),
        "scanner" => new LineTarget(name, Baud, new ScannerPart()),
        "line" => new LineTarget(name, Baud, new LockPart(1, LockDialect.A, true, 1),
            new LockPart(2, LockDialect.B, false, 5), new RelayPart(3, 1)),
        "decode" => new DecodeTarget(FrameSeeds.Read(seeds)),
        "base45" => new Base45Target(),
        "cbor" => new CborTarget(Codes(seeds, seed)),
        "code" => new CodeTarget(Codes(seeds, seed)),
        "crew" => new CrewTarget(Codes(seeds, seed)),
        "command" => new SignedCommandTarget(name, seeds, Codes(seeds, seed), Drawn(seed, name)),
        "ack" => new AckTarget(name, Codes(seeds, seed), Drawn(seed, name)),
        "event" => new MessageTarget(name, [.. seeds.Names("messages", "yongai.*.json")
            .Select(file => seeds.Bytes("messages/" + file))]),
        "status" => new MessageTarget(name, [.. seeds.Names("messages", "status.*.json")
            .Select(file => seeds.Bytes("messages/" + file))]),
        "telemetry" => new MessageTarget(name, [seeds.Bytes("messages/telemetry.json")]),
        "topic" => new TopicTarget(),
        "address" => new AddressTarget(),
        "rig" => new Cabinet.RigTarget(seeds, Codes(seeds, seed)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no target of this program"),
    };

    private static LineTarget Pack(string name, int baud, PackTable make, LineFormat format = LineFormat.Bits8N1) =>
        new(name, baud, new PackPart(make, PackSlot)) { Format = format };

    /// <summary>Codes and keys of one seed.</summary>
    public static StillCodes Codes(SeedFiles seeds, int seed) => new(seeds, Drawn(seed, "codes"));

    /// <summary>Draws what is signed beforehand.</summary>
    public static Chance Drawn(int seed, string what) => new Chance().Begin(seed, what + " signed", 0);
}
