using YongAi.Edge.Devices;
using YongAi.Edge.Host.BringUp.Doctoring;
using YongAi.Simulators.Lines;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>Two ends at different speeds mishear each other, always in the same way, as receivers of single bits do.</summary>
public sealed class MisheardTests
{
    private static readonly byte[] Frame = Convert.FromHexString("80010133B3");

    [Fact]
    public void At_the_same_speed_every_byte_is_heard_as_it_is()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        Assert.Equal(all, Misheard.At(all, 9600, 9600));
        // A receiver bears two parts in a hundred.
        Assert.Equal(all, Misheard.At(all, 9600, 9800));
    }

    [Theory]
    [InlineData(9600, 19_200)]
    [InlineData(19_200, 9600)]
    [InlineData(9600, 115_200)]
    [InlineData(115_200, 9600)]
    [InlineData(57_600, 38_400)]
    public void At_another_speed_no_frame_is_left_of_it(int from, int to)
    {
        var heard = Misheard.At(Frame, from, to);
        Assert.NotEmpty(heard);
        Assert.Equal(-1, heard.AsSpan().IndexOf(Frame));
        Assert.Equal(heard, Misheard.At(Frame, from, to));
    }

    /// <summary>55 is 0 1 0 1 ... on the line: at half the speed two bits fall into each that is expected.</summary>
    [Fact]
    public void A_receiver_of_twice_the_speed_hears_every_bit_twice() =>
        Assert.Equal("E0", Convert.ToHexString(Misheard.At([0xFC], 9600, 19_200))[..2]);

    [Fact]
    public void The_speed_that_the_edge_sets_is_known_and_none_until_then()
    {
        var folder = Directory.CreateTempSubdirectory("yongai-pty-");
        using (var terminal = PseudoTerminal.Open(Path.Combine(folder.FullName, "line")))
        {
            Assert.Null(terminal.EdgeBaud);
            foreach (var baud in new[] { 9600, 38_400, 115_200 })
            {
                using var line = ProbedLine.TryOpen(Path.Combine(folder.FullName, "line"), new Pass(baud, LineFormat.Bits8N1, []), out var why);
                Assert.Equal("", why);
                Assert.Equal(baud, terminal.EdgeBaud);
            }
        }
        folder.Delete(recursive: true);
    }
}
