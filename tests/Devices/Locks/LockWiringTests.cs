using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>Wiring that no board of its make can have is refused before a byte is sent.</summary>
public sealed class LockWiringTests
{
    private static readonly RelayLockMake Relays = new(8, 4, TimeSpan.FromMilliseconds(500));

    public static TheoryData<LockMake, int, int> Largest => new()
    {
        { new A80Make(), 24, 24 }, { new A80Make(ReadAll: false), 50, 50 }, { new WklyMake(), 64, 64 }, { new Cu16Make(), 16, 32 },
        { new WinnsenMake(), 16, 16 }, { new Dc02Make(), 12, 12 }, { Relays, 8, 4 },
    };

    [Theory, MemberData(nameof(Largest))]
    public void A_board_has_so_many_locks_and_inputs_and_no_more(LockMake make, int locks, int inputs)
    {
        _ = Line(make, Lock(locks), Door(inputs));
        Assert.Throws<InvariantBroken>(() => Line(make, Lock(locks + 1)));
        Assert.Throws<InvariantBroken>(() => Line(make, Door(inputs + 1)));
        Assert.Throws<InvariantBroken>(() => Line(make, Lock(0)));
    }

    [Fact]
    public void The_address_that_calls_all_cu16_boards_is_nobodys_own()
    {
        _ = new LineBench(new LockBoardWiring(new Cu16Make(), 14, EchoMode.Off, [Lock(1)], TimeSpan.FromSeconds(1)));
        Assert.Throws<InvariantBroken>(() =>
            new LineBench(new LockBoardWiring(new Cu16Make(), 15, EchoMode.Off, [Lock(1)], TimeSpan.FromSeconds(1))));
    }

    private static LineBench Line(LockMake make, params LockChannel[] channels) =>
        new(new LockBoardWiring(make, 1, EchoMode.Off, [.. channels], TimeSpan.FromSeconds(1)));

    private static LockChannel Lock(int channel) => new(channel, Fits.Slot(1), FeedbackUse.Unused, null, 1);

    private static LockChannel Door(int channel) => new(channel, null, FeedbackUse.Door, Fits.Slot(1), 1);
}
