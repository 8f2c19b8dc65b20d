using YongAi.Edge.Devices.Decoding;
using YongAi.Edge.Host.BringUp.Doctoring;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>Whatever is put to an unknown line only reads: no question, and no run of bytes across questions, is an order of any family.</summary>
public sealed class DoctorQuestionsTests
{
    private const int ShortestFrame = 4, LongestOrder = 24;

    private static readonly string[] Readings =
    [
        "read", "read-all", "return-unlock-time", "version", "read-coils", "read-inputs", "read-registers", "read-input-registers",
        "voltage-current-soc", "battery-code",
    ];

    [Fact]
    public void Every_question_is_a_reading_of_its_family()
    {
        foreach (var probe in All())
        {
            var decoded = FrameDecoder.Decode(probe.Protocol, [.. probe.Question]);
            Assert.True(decoded.IsRight, $"{probe.Protocol} {Convert.ToHexString([.. probe.Question])}: {decoded.Fault?.English}");
            Assert.False(IsOrder(decoded), $"{probe.Protocol} {Convert.ToHexString([.. probe.Question])}");
        }
    }

    [Fact]
    public void No_run_of_bytes_within_all_questions_is_an_order_of_any_family()
    {
        byte[] all = [.. All().SelectMany(probe => probe.Question)];
        Assert.Equal([], OrdersIn(all));
    }

    [Theory]
    [InlineData("8A0101119B")]
    [InlineData("9A0101118B")]
    [InlineData("7E0101037D")]
    [InlineData("574B4C590900820183")]
    [InlineData("0200310336")]
    [InlineData("020037000A0346")]
    [InlineData("900605010103")]
    [InlineData("DC020110010113")]
    [InlineData("01050000FF008C3A")]
    [InlineData("0006400000015C1B")]
    [InlineData("DD5AE1020002FF1B77")]
    [InlineData("A540D9080000000000000000C6")]
    [InlineData("4E57001400000000020302AB010000000068000001D4")]
    [InlineData("7E000801000200ABCD")]
    public void An_order_among_questions_would_be_seen(string order) =>
        Assert.NotEmpty(OrdersIn(Convert.FromHexString("80010133B3" + order + "DDA50300FFFD77")));

    [Fact]
    public void Every_family_is_asked_at_all_its_addresses_and_the_time_is_bounded()
    {
        var plan = ProbePlan.For(null);
        Assert.Equal([9600, 9600, 19_200, 115_200, 57_600, 38_400, 4800, 2400], plan.Passes.Select(pass => pass.Baud));
        Assert.Equal(["8a80", "cu16", "daly-a5", "daly-d2", "daly-p81", "dc02", "jbd", "jk-4e57", "modbus", "niu", "winnsen", "wkly"],
            plan.Passes.SelectMany(pass => pass.Probes).Select(probe => probe.Family).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([.. Enumerable.Range(1, 31), 40, 247],
            plan.Passes[0].Probes.Where(probe => probe.Family == Probe.Modbus).Select(probe => probe.Address!.Value).Distinct());
        Assert.InRange(plan.AtMost, plan.Silent, TimeSpan.FromMinutes(5));
    }

    private static IEnumerable<Probe> All()
    {
        Probe[] asked = [.. ProbePlan.For(null).Passes.SelectMany(pass => pass.Probes).DistinctBy(probe => Convert.ToHexString([.. probe.Question]))];
        return asked.Concat(asked.SelectMany(Questions.MoreOf)).DistinctBy(probe => Convert.ToHexString([.. probe.Question]));
    }

    private static List<string> OrdersIn(byte[] bytes)
    {
        var found = new List<string>();
        for (var at = 0; at < bytes.Length; at++)
            for (var length = ShortestFrame; length <= LongestOrder && at + length <= bytes.Length; length++)
                foreach (var protocol in FrameDecoder.Protocols)
                    if (FrameDecoder.Decode(protocol.Name, bytes[at..(at + length)]) is { IsRight: true } decoded && IsOrder(decoded))
                        found.Add($"{protocol.Name} {Convert.ToHexString(bytes[at..(at + length)])}");
        return found;
    }

    /// <summary>What is not known to read is an order; a scanner is told nothing by what only scanners say.</summary>
    private static bool IsOrder(Decoded decoded)
    {
        if (decoded.Protocol == "gm65" && decoded.Fields.Any(field => field is { Name: "direction", Value: Text { Written: "reply" } })) return false;
        string[] names = decoded.Protocol == "8a80" ? ["head"] : decoded.Protocol == "jbd" ? ["access"] : ["command", "function"];
        return decoded.Fields.FirstOrDefault(field => names.Contains(field.Name)) is not { } says || !Readings.Contains(says.Meaning);
    }
}
