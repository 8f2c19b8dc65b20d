namespace YongAi.Edge.Devices.Bms;

/// <summary>What make a pack's BMS is, and how packs of that make are set.</summary>
public abstract record PackMake
{
    private protected PackMake() { }
}

/// <summary>Registers that hold a pack's serial as ASCII, two letters each.</summary>
public readonly record struct SerialRegisters(int First, int Count);

/// <summary>JBD and Xiaoxiang (hardware 2.1); the name is the serial.</summary>
public sealed record JbdMake : PackMake;

/// <summary>Daly, frames of 13 bytes that begin with A5 (hardware 2.2 a); the battery code is the serial.</summary>
public sealed record DalyA5Make : PackMake;

/// <summary>The two register maps of Daly's Modbus: address D2, or question to 81 and answer from 51 (hardware 2.2 b).</summary>
public enum DalyMap { D2, P81 }

/// <summary>Daly, Modbus (hardware 2.2 b). Where the serial stands is not confirmed; the versions are ASCII.</summary>
public sealed record DalyModbusMake(DalyMap Map, SerialRegisters Serial) : PackMake;

/// <summary>JK, frames that begin with 4E 57 (hardware 2.3 a); tag BA is the serial.</summary>
public sealed record Jk4E57Make : PackMake;

/// <summary>JK, Modbus (hardware 2.3 b). Addresses step by bytes; where the serial stands is not confirmed.</summary>
public sealed record JkModbusMake(byte Address, SerialRegisters Serial) : PackMake;

/// <summary>NIU, on a line of 8E1 (hardware 2.4).</summary>
public sealed record NiuMake : PackMake;
