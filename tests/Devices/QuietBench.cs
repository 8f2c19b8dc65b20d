using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices;

/// <summary>A lock board, a relay board and a pack that always say the same; the bench itself makes no garbage.</summary>
internal sealed class QuietBench : ILineOutput
{
    private static readonly byte[] Switches = Convert.FromHexString("8001FFFFFF334D");
    private static readonly byte[] Relays = Convert.FromHexString("0201020000FDFC");
    private static readonly byte[] Name = Convert.FromHexString(Frames.Jbd.Named("name 0123456789"));
    private static readonly byte[] Info = Convert.FromHexString(Frames.Jbd.Named("basic info capture 4S"));

    private readonly SharedLine boards = Line(Fits.LockBoard(), Fits.Relays(address: 2));
    private readonly SharedLine pack = Line(Fits.Pack());
    private TimeSpan now = TimeSpan.FromHours(1);
    private byte[]? reply;

    public QuietBench()
    {
        boards.Open(Moment, this);
        pack.Open(Moment, this);
    }

    public int Told { get; private set; }

    private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);

    public void Send(ReadOnlySpan<byte> bytes) => reply = bytes[0] switch
    {
        0x80 => Switches,
        0x02 => Relays,
        _ => bytes[2] == 0x05 ? Name : Info,
    };

    public void Tell(Input input) => Told++;

    public void Run(int polls)
    {
        for (var until = Told + polls; Told < until;)
        {
            var next = boards.NextDeadline < pack.NextDeadline ? boards : pack;
            now = next.NextDeadline ?? throw new InvalidOperationException("the line asks for no time");
            next.Lapse(Moment, this);
            while (reply is { } bytes)
            {
                reply = null;
                next.Receive(bytes, Moment, this);
            }
        }
    }

    private static SharedLine Line(params DeviceWiring[] devices) =>
        new(new LineWiring(new LineId("quiet"), 9600, [.. devices]));
}
