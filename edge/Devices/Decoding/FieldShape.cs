namespace YongAi.Edge.Devices.Decoding;

/// <summary>How the bytes of a field are read; all numbers are high byte first.</summary>
internal abstract record FieldShape;

/// <summary>A number: (raw + <paramref name="Offset"/>) × <paramref name="Factor"/>.</summary>
internal sealed record Quantity(string? Unit = null, decimal Factor = 1, int Offset = 0, bool IsSigned = false) : FieldShape
{
    /// <summary>The lower of two registers stands first (PZEM); its own bytes are high byte first all the same.</summary>
    public bool IsLowWordFirst { get; init; }

    public static readonly Quantity Count = new();
    public static readonly Quantity MilliVolts = new("mV");
    public static readonly Quantity Percent = new("%");
    public static readonly Quantity Celsius = new("°C");
    public static readonly Quantity Seconds = new("s");
    public static readonly Quantity Amperes = new("A");
    public static readonly Quantity AmpereHours = new("Ah");

    /// <summary>Daly: the byte or register less 40.</summary>
    public static readonly Quantity Celsius40 = new("°C", 1, -40);

    /// <summary>Daly: 30000 is none, 0.1 A, into the pack is above it.</summary>
    public static readonly Quantity Amperes30000 = new("A", 0.1m, -30000);
}

/// <summary>An IEEE 754 single in two registers; what is no number is told as text.</summary>
internal sealed record Real(string? Unit = null) : FieldShape;

/// <summary>0 to 100 °C as it is, above 100 below zero: 101 is -1 °C (JK).</summary>
internal sealed record CelsiusAbove100 : FieldShape;

/// <summary>A code in hex digits, with its meaning where the table has one.</summary>
/// <param name="Meanings">By code.</param>
/// <param name="IsShort">A register whose code fits a byte is written in two digits.</param>
internal sealed record Coded(ImmutableDictionary<int, string>? Meanings = null, bool IsShort = false) : FieldShape
{
    public static readonly Coded Raw = new();

    /// <summary>00 off, 01 on.</summary>
    public static readonly Coded OnOff = new(Meaning.Table((0, "off"), (1, "on")), IsShort: true);
}

/// <summary>A mask and the names of its set bits, bit 0 first.</summary>
/// <param name="Flags">Name of the field that lists them; several masks may share one list.</param>
/// <param name="OfBits">A bit without a name is called bit-N.</param>
internal sealed record Bits(string Flags, ImmutableArray<string> OfBits) : FieldShape
{
    /// <summary>Names with a running number, for example cell-17.</summary>
    public static Bits Numbered(string flags, string name, int first, int count) =>
        new(flags, [.. Enumerable.Range(first, count).Select(n => $"{name}-{n}")]);
}

/// <summary>ASCII, its end filled up with 00 or blanks.</summary>
internal sealed record Ascii : FieldShape
{
    public static readonly Ascii Padded = new();
}

/// <summary>Tables of codes.</summary>
internal static class Meaning
{
    public static ImmutableDictionary<int, string> Table(params ReadOnlySpan<(int Code, string Name)> rows)
    {
        var table = ImmutableDictionary.CreateBuilder<int, string>();
        foreach (var (code, name) in rows) table.Add(code, name);
        return table.ToImmutable();
    }
}
