namespace YongAi.Edge.Control.Language;

/// <summary>Electric potential in volts.</summary>
public readonly record struct Volts(double Value);

/// <summary>Electric current in amperes; into the pack is positive.</summary>
public readonly record struct Amps(double Value);

/// <summary>Temperature in degrees Celsius.</summary>
public readonly record struct Celsius(double Value);

/// <summary>State of charge in per cent, 0 to 100, as the pack's own meter says.</summary>
public readonly record struct StateOfCharge(int Percent);
