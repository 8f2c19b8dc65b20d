using YongAi.Simulators.Boards;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>Requests on a wire come byte by byte, and are heard whole.</summary>
public sealed class ModbusEarTests
{
    /// <summary>The middle of the first, 00 00 01 B0, has a check of its own and was once taken for a frame.</summary>
    [Theory]
    [InlineData("0110003200020400000001B0A2")]
    [InlineData("01100032000204000000007162")]
    [InlineData("010F0000000801FFBED5")]
    [InlineData("01050000FF008C3A")]
    public void A_request_that_comes_byte_by_byte_is_heard_once_and_whole(string request)
    {
        var heard = HeardOf(new ModbusEar(), request);
        Assert.Equal([request[..^4]], heard);
    }

    [Fact]
    public void Noise_before_a_request_of_a_known_function_is_passed_over() =>
        Assert.Equal(["01050000FF00"], HeardOf(new ModbusEar(), "00FF" + "01050000FF008C3A"));

    [Fact]
    public void A_function_that_nobody_knows_is_heard_when_nothing_stands_before_it() =>
        Assert.Equal(["0141"], HeardOf(new ModbusEar(), Convert.ToHexString(ModbusEar.Sealed([0x01, 0x41]))));

    private static string[] HeardOf(ModbusEar ear, string hex)
    {
        var requests = new List<string>();
        foreach (var one in Convert.FromHexString(hex))
        {
            ear.Hear([one], TimeSpan.FromSeconds(1));
            while (ear.TryCut(out var request)) requests.Add(Convert.ToHexString(request));
        }
        return [.. requests];
    }
}
