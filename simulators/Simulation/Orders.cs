using System.Globalization;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Uplink;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// What the cloud orders: in time, late, twice, or forged by somebody who has taken the broker. Remembers what it gave, so that what the
/// cabinet took can be held against it.
/// </summary>
public sealed class Orders(Random chance, CloudKeys keys, CloudLink link, Func<Cabinet?> page, Action<Input> tell)
{
    private const long LivesSeconds = 300;
    /// <summary>The cloud lets a cabinet that it paused go on within this time.</summary>
    private const int PausedMostSeconds = 300;
    private static readonly TimeSpan LateBy = TimeSpan.FromSeconds(LivesSeconds + 60), TwiceAfter = TimeSpan.FromSeconds(5);
    private int number;

    /// <summary>Ids that the cabinet may follow.</summary>
    public HashSet<string> Good { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids that come too late for a cabinet that knows the time.</summary>
    public HashSet<string> Late { get; } = new(StringComparer.Ordinal);

    /// <summary>Gives one order.</summary>
    /// <param name="how"><c>command</c>, <c>command-late</c>, <c>command-twice</c> or <c>command-forged</c>.</param>
    /// <param name="now">When.</param>
    public void Give(string how, TimeSpan now)
    {
        if (page() is not { } cabinet) return;
        var (type, args) = Drawn(cabinet);
        var command = Made(cabinet, type, args, now, "storm");
        if (how != "command-forged") (how == "command-late" ? Late : Good).Add(command.Id);
        var signed = keys.Command(UplinkJson.Write(command), forged: how == "command-forged");
        link.Send(signed, command, now, how == "command-late" ? LateBy : default);
        if (how == "command-twice") link.Send(signed, command, now, TwiceAfter);
        if (type == "cabinet.pause") Plain("cabinet.resume", null, now, TimeSpan.FromSeconds(chance.Next(10, PausedMostSeconds)));
    }

    /// <summary>Whatever the cloud stopped goes on.</summary>
    public void Release(TimeSpan now)
    {
        if (page() is not { } cabinet) return;
        // By name: the order of a set is another one in each process.
        foreach (var rider in cabinet.Ledger.Commands.Frozen.OrderBy(frozen => frozen.Subject, StringComparer.Ordinal))
            Plain("rider.freeze", new CommandArgs(Rider: new RiderRef(rider.Issuer, rider.Subject), Frozen: false), now, default);
        if (cabinet.Ledger.Commands.Paused) Plain("cabinet.resume", null, now, default);
    }

    /// <summary>The disk runs full; later there is room again.</summary>
    public void DiskFull(TimeSpan now, TimeSpan lasts, Action<(TimeSpan At, Action Do)> later)
    {
        tell(new StoreMeasured(1, 1, 1, 1, [], false, DiskFull: true));
        later((now + lasts, () => tell(new StoreMeasured(0, 100, 0, 100, [], false))));
    }

    private void Plain(string type, CommandArgs? args, TimeSpan now, TimeSpan after)
    {
        if (page() is not { } cabinet) return;
        var command = Made(cabinet, type, args, now + after, "calm");
        Good.Add(command.Id);
        link.Send(keys.Command(UplinkJson.Write(command), forged: false), command, now, after);
    }

    private Command Made(Cabinet cabinet, string type, CommandArgs? args, TimeSpan at, string reason)
    {
        var issued = WallClock.Right(at).ToUnixTimeSeconds();
        return new Command(NextId(), cabinet.Plan.Cabinet, type, issued, issued + LivesSeconds, args, "cloud", reason);
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"order-{++number}");

    private (string Type, CommandArgs? Args) Drawn(Cabinet cabinet)
    {
        var slot = cabinet.Plan.Slots[chance.Next(cabinet.Plan.Slots.Length)].Slot.Value;
        return chance.Next(9) switch
        {
            0 or 1 => ("slot.open", new CommandArgs(Slot: slot)),
            2 => ("slot.disable", new CommandArgs(Slot: slot)),
            3 or 4 => ("slot.enable", new CommandArgs(Slot: slot)),
            5 => ("transaction.cancel", new CommandArgs(Swap: cabinet.Ledger.LastSwap)),
            6 => ("rider.freeze", new CommandArgs(Rider: new RiderRef(CloudKeys.Issuer, Regular.NameOf(chance.Next(Visits.Riders))),
                Frozen: chance.Next(3) == 0)),
            7 => ("cabinet.pause", null),
            _ => ("cabinet.resume", null),
        };
    }
}
