using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Tests.Devices.Decoding;

/// <summary>A frame as a source prints it, with what was asked before it.</summary>
internal sealed record PrintedFrame(string Mark, string Protocol, byte[]? Request, byte[] Bytes)
{
    public Decoded Decoded => FrameDecoder.Decode(Protocol, Bytes, Request);

    public string Written => $"{Mark} {Protocol} {Asked}{Convert.ToHexString(Bytes)}";

    private string Asked => Request is null ? "" : Convert.ToHexString(Request) + " > ";

    public override string ToString() => Written;
}

/// <summary>Printed.txt: every frame of hardware reference 1 to 3; Captured.txt: captures of real packs.</summary>
internal static class Printed
{
    public static ImmutableArray<PrintedFrame> All { get; } = Read("tests/Devices/Decoding/Printed.txt");

    public static ImmutableArray<PrintedFrame> Captured { get; } = Read("tests/Devices/Decoding/Captured.txt");

    private static ImmutableArray<PrintedFrame> Read(string file) =>
        [.. File.ReadLines(Repository.Path(file)).Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];

    private static PrintedFrame Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isAsked = words.Length == 5 && words[3] == ">";
        Assert.True(isAsked || words.Length == 3, line);
        return new PrintedFrame(words[0], words[1],
            isAsked ? Convert.FromHexString(words[2]) : null, Convert.FromHexString(words[^1]));
    }
}
