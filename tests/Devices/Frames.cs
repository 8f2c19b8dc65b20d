namespace YongAi.Edge.Tests.Devices;

/// <summary>How a vector is vouched for: verified, computed from the definition, or known to be misprinted.</summary>
public enum Mark { V, C, X }

/// <summary>One line of a file in seeds/frames.</summary>
public sealed record Vector(Mark Mark, string Name, string Hex)
{
    public byte[] Bytes => Convert.FromHexString(Hex);

    public override string ToString() => $"{Mark} {Name}";
}

/// <summary>The published frames of seeds/frames.</summary>
internal static class Frames
{
    public static ImmutableArray<Vector> LockBoard { get; } = Read("lockboard/8a80.hex");
    public static ImmutableArray<Vector> Wkly { get; } = Read("lockboard/wkly.hex");
    public static ImmutableArray<Vector> Cu16 { get; } = Read("lockboard/cu16.hex");
    public static ImmutableArray<Vector> Winnsen { get; } = Read("lockboard/winnsen.hex");
    public static ImmutableArray<Vector> Dc02 { get; } = Read("lockboard/dc02.hex");
    public static ImmutableArray<Vector> Jbd { get; } = Read("jbd/jbd.hex");
    public static ImmutableArray<Vector> DalyA5 { get; } = Read("daly-a5/daly-a5.hex");
    public static ImmutableArray<Vector> DalyModbus { get; } = Read("daly-modbus/daly-modbus.hex");
    public static ImmutableArray<Vector> Jk4E57 { get; } = Read("jk-4e57/jk-4e57.hex");
    public static ImmutableArray<Vector> JkModbus { get; } = Read("jk-modbus/jk-modbus.hex");
    public static ImmutableArray<Vector> Niu { get; } = Read("niu/niu.hex");
    public static ImmutableArray<Vector> Relay { get; } = Read("relay/modbus-relay.hex");
    public static ImmutableArray<Vector> Scanner { get; } = Read("scanner/gm65.hex");

    public static string Named(this ImmutableArray<Vector> vectors, string name) =>
        vectors.Single(vector => vector.Name == name).Hex;

    private static ImmutableArray<Vector> Read(string file) =>
        [.. File.ReadLines(Repository.Path($"seeds/frames/{file}"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(Parse)];

    private static Vector Parse(string line)
    {
        var colon = line.LastIndexOf(": ", StringComparison.Ordinal);
        return new Vector(Enum.Parse<Mark>(line[..1]), line[2..colon], line[(colon + 2)..]);
    }
}
