namespace YongAi.Edge.Devices.Locks;

/// <summary>What make a lock board is, and how boards of that make are set.</summary>
public abstract record LockMake
{
    private protected LockMake() { }
}

/// <summary>The two dialects of the 8A/80 lock boards: A opens with function 11, B with 33 (hardware 1.1).</summary>
public enum LockDialect { A, B }

/// <summary>The 8A/80 family (hardware 1.1).</summary>
/// <param name="Dialect">Function byte of the opening command.</param>
/// <param name="ReadAll">False for boards that only answer for single channels.</param>
public sealed record A80Make(LockDialect Dialect = LockDialect.A, bool ReadAll = true) : LockMake;

/// <summary>The boards whose frames begin with 57 4B 4C 59 (hardware 1.2).</summary>
public sealed record WklyMake : LockMake;

/// <summary>KERONG KR-CU16 (hardware 1.3). Channels 1 to 16 are the hooks of its locks, 17 to 32 its infrared inputs.</summary>
/// <param name="SettlesAfterOpening">A question 38 follows each opening: one author saw the board stay busy without it.</param>
public sealed record Cu16Make(bool SettlesAfterOpening = true) : LockMake;

/// <summary>The Winnsen boards of 16 locks, whose frames carry no check (hardware 1.5).</summary>
public sealed record WinnsenMake : LockMake;

/// <summary>The boards whose frames begin with DC 02 (hardware 1.6).</summary>
public sealed record Dc02Make : LockMake;

/// <summary>A Modbus relay board with inputs that fires locks by timed pulses (hardware 1.7).</summary>
/// <param name="Relays">Relays on the board: 8, 16 or 32. Channel 1 is relay 0.</param>
/// <param name="Inputs">Inputs on the board, 0 to 32. Channel 1 is input 0.</param>
/// <param name="Pulse">How long a lock is driven, in steps of 100 ms; the board itself ends it.</param>
public sealed record RelayLockMake(int Relays, int Inputs, TimeSpan Pulse) : LockMake;
