using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Kiosk;
using YongAi.Edge.Host.Maintenance;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Tests.Host.Maintenance;

public sealed class CrewWordingTests
{
    [Fact]
    public void Every_reason_why_a_slot_is_out_says_what_is_the_matter_and_what_to_do() =>
        Assert.All(Enum.GetValues<Withdrawal>(), why => Told(CrewWording.WhyOut(why.Word()), why.Word()));

    [Fact]
    public void Every_reason_why_a_pack_is_set_apart_says_what_is_the_matter_and_what_to_do() =>
        Assert.All(Enum.GetValues<QuarantineReason>(), why => Told(CrewWording.Quarantine(why.Word()), why.Word()));

    [Fact]
    public void Every_alarm_says_what_is_the_matter_and_what_to_do() =>
        Assert.All(Enum.GetValues<AlarmKind>(), kind => Told(CrewWording.Alarm(kind.Word()), kind.Word()));

    [Fact]
    public void Stages_cases_clocks_and_complaints_of_packs_have_words()
    {
        Assert.All(Enum.GetValues<SwapStage>(), stage => Said(CrewWording.Stage(stage.Word()), stage.Word()));
        Assert.All(Enum.GetValues<CaseKind>(), kind => Said(CrewWording.CaseKind(kind.Word()), kind.Word()));
        Assert.All(Enum.GetValues<TimeTrust>(), trust => Said(CrewWording.ClockTrust(trust.Word()), trust.Word()));
        Assert.All(Enum.GetValues<PackFaults>().Where(fault => fault != PackFaults.None),
            fault => Said(CrewWording.PackFault(fault.Word()), fault.Word()));
    }

    [Fact]
    public void Results_of_the_weekly_test_have_words() =>
        Assert.All(Enum.GetValues<TestResult>(), result => Said(CrewWording.TestResult(result.Word()), result.Word()));

    [Fact]
    public void A_word_that_has_no_sentence_yet_is_shown_as_it_is() =>
        Assert.Contains("haunted", CrewWording.WhyOut("haunted").What.Chinese, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.42, "0.4 秒")]
    [InlineData(12.7, "13 秒")]
    [InlineData(312, "5 分 12 秒")]
    [InlineData(7_500, "2 小时 5 分")]
    [InlineData(190_000, "2 天 4 小时")]
    [InlineData(1e30, "5337599 天")]
    public void An_age_is_told_as_people_tell_it(double seconds, string said) =>
        Assert.StartsWith(said, CrewWording.Age(seconds).Chinese, StringComparison.Ordinal);

    private static void Told(Reason reason, string word)
    {
        foreach (var words in new[] { reason.Short, reason.What, reason.Next }) Said(words, word);
    }

    private static void Said(Words words, string word)
    {
        Assert.Contains(words.Chinese, c => c is >= '\u4e00' and <= '\u9fff');
        Assert.DoesNotContain(words.English, c => c is >= '\u4e00' and <= '\u9fff');
        if (word.Contains('-', StringComparison.Ordinal)) Assert.DoesNotContain(word, words.Chinese, StringComparison.Ordinal);
        Assert.NotEqual(words.Chinese, words.English);
    }
}
