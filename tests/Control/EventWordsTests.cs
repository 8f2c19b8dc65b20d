using YongAi.Edge.Control;
using YongAi.Edge.Tests.Host.Journal;

namespace YongAi.Edge.Tests.Control;

public sealed class EventWordsTests
{
    [Fact]
    public void Every_event_is_one_short_line_with_something_to_say_and_no_raw_record_in_it()
    {
        Assert.NotEmpty(Samples.EventTypes);
        foreach (var type in Samples.EventTypes)
            foreach (var seed in (ReadOnlySpan<int>)[4, 7])
            {
                var line = EventWords.Line(Samples.Of(type, seed));
                Assert.StartsWith(type.Name, line, StringComparison.Ordinal);
                Assert.InRange(line.Length, type.Name.Length + (seed % 2 == 0 ? 2 : 0), 200);
                Assert.DoesNotContain(" { ", line, StringComparison.Ordinal);
                Assert.DoesNotContain("System.", line, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', line);
            }
    }
}
