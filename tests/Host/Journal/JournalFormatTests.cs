using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

public sealed class JournalFormatTests
{
    public static TheoryData<Type> Events => [.. Samples.EventTypes];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_name_and_comes_back_from_its_row_as_it_was(Type type)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var entry = new Entry(seed + 1, Samples.MomentOf(seed), Samples.Of(type, seed));
            var row = JournalFormat.ToRow(entry, "00112233445566ff");
            Assert.Equal(JournalFormat.NameOf(entry.Event), row.Type);
            Same.Assert(entry, JournalFormat.ToEntry(row));
        }
    }

    [Fact]
    public void No_name_stands_for_an_event_that_cannot_happen()
    {
        Assert.Equal(Samples.EventTypes.ToHashSet(), JournalFormat.Types.ToHashSet());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(3_155_378_975_999_999_999)]
    public void A_row_of_a_day_that_no_calendar_has_is_refused_by_its_position(long wall)
    {
        var row = JournalFormat.ToRow(new Entry(172, Samples.MomentOf(1), Samples.Of(Samples.EventTypes[0])), "b") with { Wall = wall };
        Assert.Contains("172", Assert.Throws<JournalRefused>(() => JournalFormat.ToEntry(row)).Message, StringComparison.Ordinal);
    }

    // A line here is a row as some cabinet in the field has it: it must be read for ever, so lines are only added.
    [Fact]
    public void Rows_that_lie_in_journals_of_the_field_are_read_and_written_the_same_today()
    {
        var lines = File.ReadAllLines(Repository.Path("tests/Host/Journal/Rows.txt"));
        var known = new HashSet<string>();
        foreach (var line in lines)
        {
            var parts = line.Split('|', 3);
            var row = new JournalRow(1, 2, 3, "trusted", 0, "b", parts[0], int.Parse(parts[1]), parts[2]);
            Assert.Equal(row, JournalFormat.ToRow(JournalFormat.ToEntry(row), "b"));
            known.Add(parts[0]);
        }
        var missing = Samples.EventTypes.Select(type => Samples.Of(type)).Where(e => !known.Contains(JournalFormat.NameOf(e)))
            .Select(e => JournalFormat.ToRow(new Entry(1, default, e), "b")).Select(row => $"{row.Type}|{row.Version}|{row.Body}").ToList();
        Assert.True(missing.Count == 0, "add to tests/Host/Journal/Rows.txt:\n" + string.Join('\n', missing));
    }

    [Theory]
    [InlineData("charging-paused", 1, "{}", "does not know that event")]
    [InlineData("staff-called", 2, """{"case":"A1","swap":3}""", "does not know that event")]
    [InlineData("staff-called", 1, """{"swap":3}""", "case")]
    [InlineData("staff-called", 1, """{"case":null,"swap":3}""", "case")]
    [InlineData("staff-called", 1, """{"case":"A1","swap":3,"who":"crew"}""", "who")]
    [InlineData("staff-called", 1, """{"case":"A1","swap":3,"swap":4}""", "swap")]
    [InlineData("staff-called", 1, "null", "null")]
    [InlineData("slot-restored", 1, """{"slot":33,"why":"LockFault"}""", "slot")]
    [InlineData("slot-restored", 1, """{"slot":3,"why":"Bored"}""", "why")]
    [InlineData("pack-missed", 1, """{"slot":3,"pack":"short"}""", "short")]
    public void A_row_that_this_program_cannot_read_is_refused_with_its_position_and_the_reason(string type, int version, string body,
        string names)
    {
        var row = new JournalRow(17, 0, 0, "trusted", 0, "b", type, version, body);
        var refused = Assert.Throws<JournalRefused>(() => JournalFormat.ToEntry(row));
        Assert.Contains("row 17", refused.Message);
        Assert.Contains(names, refused.Message);
    }

    [Fact]
    public void The_row_sum_is_CRC_32C_and_covers_every_column()
    {
        Assert.Equal(0xE3069283u, new Crc32C().Add("123456789"u8).Value);
        var row = new JournalRow(1, 2, 3, "trusted", 4, "boot", "type", 5, "body");
        JournalRow[] others =
        [
            row with { Position = 2 }, row with { Elapsed = 3 }, row with { Wall = 2 }, row with { Trust = "assumed" },
            row with { Drift = 5 }, row with { Boot = "boos" }, row with { Type = "typf" }, row with { Version = 6 },
            row with { Body = "bode" }, row with { Type = "typ", Body = "ebody" }, row with { Elapsed = 3, Wall = 2 },
        ];
        Assert.Equal(others.Length + 1, others.Append(row).Select(one => one.Crc()).Distinct().Count());
        Assert.Equal(row.Crc(), (row with { }).Crc());
    }

    [Fact]
    public void An_enumeration_is_written_by_name_so_that_its_order_may_change()
    {
        var stopped = (ChargingStopped)Samples.Of(typeof(ChargingStopped)) with { Why = ChargeStop.DoorNotClosed };
        Assert.Contains("\"why\":\"DoorNotClosed\"", JournalFormat.ToRow(new Entry(1, default, stopped), "b").Body);
        var unheardOf = stopped with { Why = (ChargeStop)77 };
        Assert.ThrowsAny<Exception>(() => JournalFormat.ToRow(new Entry(1, default, unheardOf), "b"));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void No_enumeration_of_any_event_is_read_or_written_as_a_number(Type type)
    {
        var row = JournalFormat.ToRow(new Entry(1, default, Samples.Of(type)), "b");
        foreach (var member in type.GetProperties().Where(member => (Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType).IsEnum))
        {
            var body = JsonNode.Parse(row.Body)!.AsObject();
            var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            Assert.NotEqual(JsonValueKind.Number, body[name]?.GetValueKind());
            body[name] = 0;
            Assert.Throws<JournalRefused>(() => JournalFormat.ToEntry(row with { Body = body.ToJsonString() }));
        }
    }
}
