using YongAi.Edge.Control.Charging;
using YongAi.Edge.Host.Kiosk;
using YongAi.Edge.Host.Maintenance;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Tests.Host.Maintenance;

public sealed class ChargeWordingTests
{
    private static IEnumerable<string> Reasons => [.. Words<ChargeReason>(), .. Words<ChargeStop>(), .. Words<LeftOut>(), .. Words<NoPlan>()];

    public static TheoryData<string> Plans => [.. Reasons];

    public static TheoryData<string> Stops => [.. Words<ChargeStop>()];

    [Theory, MemberData(nameof(Plans))]
    public void Why_a_pack_charges_or_waits_is_said_in_both_languages(string why)
    {
        Said(ChargeWording.Plan(new ChargePlanReport(why, 0, 0.4, 3.5), ready: false), why);
        Said(ChargeWording.Plan(new ChargePlanReport(why, 0, null, null), ready: true), why);
    }

    [Theory, MemberData(nameof(Stops))]
    public void Why_a_charge_ended_is_said_in_both_languages(string why) => Said(ChargeWording.Stop(why), why);

    [Fact]
    public void What_waits_for_a_cheaper_hour_says_how_long_and_what_is_needed_how_likely()
    {
        Assert.Contains("3.5 小时", Plan(ChargeReason.AwaitsCheaper).Chinese, StringComparison.Ordinal);
        Assert.Contains("40 %", Plan(ChargeReason.Needed).English, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_reasons_read_the_same()
    {
        var all = Reasons.Select(why => ChargeWording.Plan(new ChargePlanReport(why, 0, 0.4, 3.5), ready: false).Chinese).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    private static Words Plan(ChargeReason why) => ChargeWording.Plan(new ChargePlanReport(why.Word(), 0, 0.4, 3.5), ready: false);

    private static IEnumerable<string> Words<T>() where T : struct, Enum => Enum.GetValues<T>().Select(value => value.Word());

    private static void Said(Words words, string word)
    {
        Assert.DoesNotContain($"：{word}", words.Chinese, StringComparison.Ordinal);
        Assert.NotEqual(word, words.Chinese);
        Assert.Contains(words.Chinese, IsHan);
        Assert.DoesNotContain(words.English, IsHan);
        Assert.NotEmpty(words.English);
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';
}
