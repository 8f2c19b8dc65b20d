using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>A fault that a lock board or its line can have, and the story of a door that has it.</summary>
/// <param name="Name">As the simulated cabinet knows it; its line has the same name.</param>
/// <param name="Story">What happens, and what must be true.</param>
/// <param name="Families">Who can have it; none named: everybody.</param>
internal sealed record LockFault(string Name, Action<DoorOnTerminal> Story, params string[] Families)
{
    public static readonly ImmutableArray<LockFault> All =
    [
        new("silent", door => door.IsDeaf()),
        new("wires-swapped", door => door.IsDeaf()),
        new("reset", door => door.IsDark()),
        new("drop-answer", door => door.IsNotUnderstood()),
        new("corrupt", door => door.IsNotUnderstood()),
        new("lose-byte", door => door.IsNotUnderstood()),
        new("split", door => door.IsHeardAllTheSame()),
        new("noise", door => door.IsHeardAllTheSame()),
        new("echo", door => door.IsHeardAllTheSame()),
        new("report-first", door => door.IsHeardAllTheSame(), "8a80-a", "8a80-b", "wkly"),
        new("late", door => door.IsHeardTooLate()),
        new("glue", door => door.IsHeardTooLate()),
        new("jam", door => door.IsJammed()),
        new("late-spring", door => door.SpringsLater()),
        new("open-fails", door => door.SaysItDidNotFire(), "wkly", "winnsen", "dc02"),
        new("open-fails", door => door.SaysItDidNotFire(), "modbus-relay") { Refusal = LockRefusal.NotTaken },
        new("exception", door => door.SaysItDidNotFire(), "modbus-relay") { Refusal = LockRefusal.NotTaken },
        new("cooling-down", door => door.CoolsDown(), "winnsen"),
        new("feedback-faulty", door => door.CallsItsInputFaulty(), "wkly"),
        new("pulled", door => door.IsPulled()),
    ];

    /// <summary>What the board says when it does not fire.</summary>
    public LockRefusal Refusal { get; init; } = LockRefusal.Failed;

    /// <summary>Whether boards of a family can have it.</summary>
    public bool Befalls(string family) => Families is [] || Families.Contains(family);
}
