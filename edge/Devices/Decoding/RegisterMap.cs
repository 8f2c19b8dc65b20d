namespace YongAi.Edge.Devices.Decoding;

/// <summary>One field of a register map.</summary>
/// <param name="Width">Bytes.</param>
internal sealed record Register(int Address, int Width, string Name, FieldShape Shape);

/// <summary>What stands in the registers of a device.</summary>
internal sealed class RegisterMap
{
    private readonly ImmutableDictionary<int, Register> byByte;
    private readonly int bytesPerAddress;

    /// <param name="registers">In any order.</param>
    /// <param name="bytesPerAddress">2 as Modbus counts; 1 where addresses step by bytes (JK).</param>
    public RegisterMap(IEnumerable<Register> registers, int bytesPerAddress = 2)
    {
        this.bytesPerAddress = bytesPerAddress;
        byByte = registers.ToImmutableDictionary(register => register.Address * bytesPerAddress);
    }

    private RegisterMap(ImmutableDictionary<int, Register> byByte, int bytesPerAddress) =>
        (this.byByte, this.bytesPerAddress) = (byByte, bytesPerAddress);

    public bool Knows(int address) => byByte.ContainsKey(address * bytesPerAddress);

    /// <summary>The same map and the low halves of some registers; their high halves stand in the map with one byte.</summary>
    public RegisterMap WithLowHalves(params ReadOnlySpan<Register> lows)
    {
        var all = byByte;
        foreach (var low in lows) all = all.Add(low.Address * bytesPerAddress + 1, low);
        return new RegisterMap(all, bytesPerAddress);
    }

    /// <summary>Reads the registers by their addresses; those that are not in the map are given in hex.</summary>
    public void Read(FrameReader frame, int start, int count)
    {
        var first = start * bytesPerAddress;
        for (var at = 0; at < count && !frame.HasStopped;)
        {
            var here = first + at;
            if (byByte.TryGetValue(here, out var register) && register.Width <= count - at)
            {
                frame.Read(register.Name, register.Width, register.Shape);
                at += register.Width;
                continue;
            }
            var width = count - at == 1 || byByte.ContainsKey(here + 1) ? 1 : 2;
            frame.Read($"register_{here / bytesPerAddress:X4}", width, Coded.Raw);
            at += width;
        }
    }

    /// <summary>Fields with running numbers in registers one after the other.</summary>
    public static IEnumerable<Register> Row(int address, int count, string name, FieldShape shape, int step = 1)
    {
        for (var n = 0; n < count; n++) yield return new Register(address + n * step, 2, $"{name}_{n + 1}", shape);
    }
}
