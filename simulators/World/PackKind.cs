using System.Globalization;
using System.Text.RegularExpressions;

namespace YongAi.Simulators.World;

/// <summary>What a pack is built of.</summary>
/// <param name="Class">Name of the class, for example <c>48V24Ah</c>.</param>
/// <param name="Cells">Cells in series.</param>
/// <param name="AmpHours">Capacity when full.</param>
public sealed partial record PackKind(string Class, int Cells, double AmpHours)
{
    /// <summary>Of one cell on average, volts.</summary>
    public const double CellVolts = 3.7;

    /// <summary>Volts on average.</summary>
    public double Volts => CellVolts * Cells;

    /// <summary>What it holds.</summary>
    public double WattHours => Volts * AmpHours;

    /// <summary>A pack of nobody's network: the commonest size.</summary>
    public static PackKind Foreign { get; } = new("48V24Ah", 13, 24);

    /// <summary>The kind that a class name such as <c>60V30Ah</c> says; 24 Ah when it says no capacity.</summary>
    public static PackKind Of(string className, int cells)
    {
        var ampHours = Capacity().Match(className) is { Success: true } match
            ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : Foreign.AmpHours;
        return new PackKind(className, cells, ampHours);
    }

    [GeneratedRegex(@"([0-9]{1,3}(?:\.[0-9]+)?)Ah$", RegexOptions.CultureInvariant)]
    private static partial Regex Capacity();
}
