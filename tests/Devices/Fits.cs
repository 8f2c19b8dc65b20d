using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Boards as the demo cabinet fits them: channels 1 to 12 are doors, 13 to 24 presence switches.</summary>
internal static class Fits
{
    public static SlotNumber Slot(int number) => new(number);

    public static LockBoardWiring LockBoard(byte address = 1, LockDialect dialect = LockDialect.A, EchoMode echo = EchoMode.Off,
        bool readAll = true, int slots = 12, int closedLevel = 1, int firstSlot = 1, int pollMs = 500) =>
        new(new A80Make(dialect, readAll), address, echo, [.. Doors(slots, closedLevel, firstSlot), .. Presence(slots, firstSlot)],
            TimeSpan.FromMilliseconds(pollMs));

    public static RelayBoardWiring Relays(byte address = 1, int relays = 16, int slots = 12) =>
        new(address, relays, [.. Enumerable.Range(0, slots).Select(relay => new ChargerRelay(relay, new(relay + 1)))],
            TimeSpan.FromSeconds(2));

    public static PackWiring Pack(int slot = 3) => new(new JbdMake(), new(slot), TimeSpan.FromSeconds(1));

    private static IEnumerable<LockChannel> Doors(int slots, int closedLevel, int first) =>
        Enumerable.Range(0, slots).Select(at =>
            new LockChannel(at + 1, new(first + at), FeedbackUse.Door, new(first + at), closedLevel));

    private static IEnumerable<LockChannel> Presence(int slots, int first) =>
        Enumerable.Range(0, slots).Select(at => new LockChannel(at + 13, null, FeedbackUse.Presence, new(first + at), 1));
}
