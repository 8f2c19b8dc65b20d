using System.Globalization;
using System.Text;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>The fields found so far, each made from its bytes by its shape.</summary>
internal sealed class FieldList
{
    private readonly List<DecodedField> fields = [];
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);

    public ImmutableArray<DecodedField> All => [.. fields];

    /// <summary>What a frame says twice gets a running number the second time.</summary>
    public void Add(DecodedField field)
    {
        var times = taken.GetValueOrDefault(field.Name) + 1;
        taken[field.Name] = times;
        fields.Add(times == 1 ? field : field with { Name = field.Name + Words.Again + times.ToString(CultureInfo.InvariantCulture) });
    }

    public void Add(string name, int at, int width, FieldShape shape, byte[] raw)
    {
        var number = raw.Length <= 8 ? Number(raw) : 0;
        switch (shape)
        {
            case Quantity quantity:
                Add(new DecodedField(name, at, width, new Measure(Scaled(number, width, quantity)), quantity.Unit));
                break;
            case Real real:
                var value = RealOf((uint)number);
                Add(new DecodedField(name, at, width, value, value is Measure ? real.Unit : null));
                break;
            case CelsiusAbove100:
                Add(new DecodedField(name, at, width, new Measure(number > 100 ? 100m - number : number), "°C"));
                break;
            case Coded coded:
                var digits = coded.IsShort && number <= 0xFF ? number.ToString("X2", null) : Convert.ToHexString(raw);
                var meaning = number <= int.MaxValue ? coded.Meanings?.GetValueOrDefault((int)number) : null;
                Add(new DecodedField(name, at, width, new Text(digits), null, meaning));
                break;
            case Bits bits:
                Add(new DecodedField(name, at, width, new Text(Convert.ToHexString(raw))));
                AddFlags(bits, at, width, number);
                break;
            case Ascii:
                Add(new DecodedField(name, at, width, new Text(Printable(raw))));
                break;
        }
    }

    /// <summary>Several masks may share one list of names.</summary>
    private void AddFlags(Bits bits, int at, int width, ulong mask)
    {
        var set = Enumerable.Range(0, width * 8).Where(bit => (mask >> bit & 1) == 1).Select(bit => NameOf(bits, bit));
        var index = fields.FindIndex(field => field.Name == bits.Flags);
        if (index < 0)
        {
            Add(new DecodedField(bits.Flags, at, width, new Names([.. set])));
            return;
        }
        var before = fields[index];
        var names = ((Names)before.Value).Set.AddRange(set);
        fields.RemoveAt(index);
        fields.Add(before with { Length = at + width - before.At, Value = new Names(names) });
    }

    private static string NameOf(Bits bits, int bit) =>
        bit < bits.OfBits.Length && bits.OfBits[bit].Length > 0 ? bits.OfBits[bit] : $"bit-{bit}";

    private static decimal Scaled(ulong number, int width, Quantity quantity)
    {
        if (quantity.IsLowWordFirst) number = number << 16 & 0xFFFF0000 | number >> 16;
        decimal raw = number;
        if (quantity.IsSigned && number >> (width * 8 - 1) == 1) raw -= width == 8 ? 18446744073709551616m : 1L << width * 8;
        return (raw + quantity.Offset) * quantity.Factor;
    }

    private static DecodedValue RealOf(uint bits)
    {
        var number = BitConverter.UInt32BitsToSingle(bits);
        return float.IsFinite(number) && Math.Abs(number) < (float)decimal.MaxValue / 2 ? new Measure((decimal)number)
            : new Text(number.ToString(CultureInfo.InvariantCulture));
    }

    private static ulong Number(byte[] raw)
    {
        ulong number = 0;
        foreach (var b in raw) number = number << 8 | b;
        return number;
    }

    private static string Printable(byte[] raw)
    {
        var text = new StringBuilder();
        foreach (var b in raw) text.Append(b is >= 0x20 and < 0x7F ? (char)b : '\0');
        return text.ToString().TrimEnd('\0', ' ').Replace('\0', '.');
    }
}
