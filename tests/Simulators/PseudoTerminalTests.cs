using YongAi.Simulators.Lines;

namespace YongAi.Edge.Tests.Simulators;

public sealed class PseudoTerminalTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("yongai-pty-");
    private string Link => Path.Combine(folder.FullName, "deep", "down", "locks");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Every_byte_value_passes_unchanged_both_ways()
    {
        var all = Convert.ToHexString([.. Enumerable.Range(0, 256).Select(b => (byte)b)]);
        using var terminal = PseudoTerminal.Open(Link);
        using var edge = new EdgeSide(Link);
        edge.Write(all);
        Assert.Equal(all, Fetch(terminal, 256));
        terminal.Write(Convert.FromHexString(all), TimeSpan.Zero);
        Assert.Equal(all, edge.Read(256));
    }

    [Fact]
    public void The_edge_may_close_and_open_its_side_again()
    {
        using var terminal = PseudoTerminal.Open(Link);
        Assert.Equal(0, terminal.Read(new byte[16]));
        for (var i = 0; i < 3; i++)
        {
            using (var edge = new EdgeSide(Link)) edge.Write("8A0101119B");
            Assert.Equal("8A0101119B", Fetch(terminal, 5));
            Assert.Equal(0, terminal.Read(new byte[16]));
        }
    }

    [Fact]
    public void What_nobody_fetched_for_long_is_lost()
    {
        using var terminal = PseudoTerminal.Open(Link);
        terminal.Write([1, 2, 3], TimeSpan.FromSeconds(1));
        terminal.Write([4, 5], TimeSpan.FromSeconds(10));
        using var edge = new EdgeSide(Link);
        Assert.Equal("0405", edge.Read(2));
    }

    [Fact]
    public void More_than_the_line_holds_is_lost_and_does_not_block()
    {
        using var terminal = PseudoTerminal.Open(Link);
        for (var i = 0; i < 1000; i++) terminal.Write(new byte[256], TimeSpan.Zero);
        using var edge = new EdgeSide(Link);
        Assert.Equal(new string('0', 512), edge.Read(256));
    }

    [Fact]
    public void A_link_left_behind_is_replaced_and_one_of_another_life_is_left()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Link)!);
        File.CreateSymbolicLink(Link, "/dev/pts/99999");
        var first = PseudoTerminal.Open(Link);
        Assert.Equal(first.Device, new FileInfo(Link).LinkTarget);
        using (var second = PseudoTerminal.Open(Link))
        {
            first.Dispose();
            Assert.Equal(second.Device, new FileInfo(Link).LinkTarget);
        }
        Assert.Null(new FileInfo(Link).LinkTarget);
        Assert.False(Path.Exists(Link));
    }

    [Fact]
    public void A_device_or_a_file_is_never_replaced()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Link)!);
        File.WriteAllText(Link, "mine");
        Assert.Contains("no link", Assert.Throws<IOException>(() => PseudoTerminal.Open(Link)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Link));
        Assert.Contains("outside /dev", Assert.Throws<IOException>(() => PseudoTerminal.Open("/dev/ttyS0")).Message, StringComparison.Ordinal);
    }

    private static string Fetch(PseudoTerminal terminal, int count)
    {
        var (got, buffer) = (new List<byte>(), new byte[count]);
        for (var tries = 0; got.Count < count && tries < 1_000_000; tries++)
            got.AddRange(buffer[..terminal.Read(buffer.AsSpan(0, count - got.Count))]);
        return Convert.ToHexString([.. got]);
    }
}
