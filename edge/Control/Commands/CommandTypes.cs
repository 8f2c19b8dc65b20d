namespace YongAi.Edge.Control.Commands;

/// <summary>The names of commands on the wire and in crew rights, and the rules that go with each.</summary>
public static class CommandTypes
{
    /// <summary>Longest life of a command that opens or releases something (contract v1: 10 minutes).</summary>
    public static TimeSpan ReleasingLifeMax { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest life of any other command (contract v1: 24 h).</summary>
    public static TimeSpan LifeMax { get; } = TimeSpan.FromHours(24);

    /// <summary>The name of a type, as contract v1 spells it.</summary>
    public static string Name(this CommandType type) => type switch
    {
        CommandType.SlotOpen => "slot.open",
        CommandType.SlotDisable => "slot.disable",
        CommandType.SlotEnable => "slot.enable",
        CommandType.SlotClear => "slot.clear",
        CommandType.CabinetPause => "cabinet.pause",
        CommandType.CabinetResume => "cabinet.resume",
        CommandType.TransactionCancel => "transaction.cancel",
        CommandType.RiderFreeze or CommandType.RiderRelease => "rider.freeze",
        CommandType.StockCount => "stock.count",
        CommandType.StockFill => "stock.fill",
        CommandType.SwapAssist => "swap.assist",
        _ => throw new InvariantBroken($"command type {(int)type} has no name"),
    };

    /// <summary>What the cloud orders by this name; null when this cabinet knows no such command.</summary>
    public static CommandType? OfCommand(string name, CommandTarget target) => name switch
    {
        "slot.open" => CommandType.SlotOpen,
        "slot.disable" => CommandType.SlotDisable,
        "slot.enable" => CommandType.SlotEnable,
        "cabinet.pause" => CommandType.CabinetPause,
        "cabinet.resume" => CommandType.CabinetResume,
        "transaction.cancel" => CommandType.TransactionCancel,
        "rider.freeze" => target.Frozen ? CommandType.RiderFreeze : CommandType.RiderRelease,
        _ => null,
    };

    /// <summary>What a crew does by this name; null when there is no such act. Whom to freeze is not for a crew to say.</summary>
    public static CommandType? OfAct(string name) => name switch
    {
        "slot.clear" => CommandType.SlotClear,
        "stock.count" => CommandType.StockCount,
        "stock.fill" => CommandType.StockFill,
        "swap.assist" => CommandType.SwapAssist,
        "rider.freeze" => null,
        _ => OfCommand(name, new CommandTarget()),
    };

    /// <summary>True when doing it late, or twice, can only keep the cabinet safe: done also where the time is not trusted.</summary>
    public static bool MakesSafe(this CommandType type) =>
        type is CommandType.SlotDisable or CommandType.CabinetPause or CommandType.RiderFreeze;

    /// <summary>True when it is about one slot.</summary>
    public static bool NeedsSlot(this CommandType type) =>
        type is CommandType.SlotOpen or CommandType.SlotDisable or CommandType.SlotEnable or CommandType.SlotClear;

    /// <summary>True when it is about what lies in a channel.</summary>
    public static bool NeedsStock(this CommandType type) => type is CommandType.StockCount or CommandType.StockFill;

    /// <summary>Longest life of such a command; what is not known is let live longest, for it is refused anyway.</summary>
    public static TimeSpan LifeOf(CommandType? type) => type is null || type.Value.MakesSafe() ? LifeMax : ReleasingLifeMax;
}
