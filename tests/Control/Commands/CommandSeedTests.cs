using System.Text.Json;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Tests.Control.Codes;

namespace YongAi.Edge.Tests.Control.Commands;

/// <summary>Commands of a writer in another language that shares nothing with the reader, made once and kept.</summary>
public sealed class CommandSeedTests
{
    private static readonly CommandSituation Here = new(DemoSite.Cabinet, [.. Enumerable.Range(1, 12).Select(n => new SlotNumber(n))],
        TestTrust.Demo(), CommandBook.Empty, 0);

    public static TheoryData<string, long, string> Kept()
    {
        using var index = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds/commands/index.json")));
        var commands = new TheoryData<string, long, string>();
        foreach (var row in index.RootElement.EnumerateArray())
            commands.Add(row.GetProperty("file").GetString()!, row.GetProperty("at").GetInt64(), row.GetProperty("expect").GetString()!);
        return commands;
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void The_commands_in_the_seeds_are_judged_as_their_index_says(string file, long at, string expect)
    {
        var message = Convert.FromHexString(File.ReadAllText(Repository.Path($"seeds/commands/{file}")).TrimEnd('\n'));
        var verdict = CommandChecks.Judge(CommandPen.Taken(message), Here, DemoSite.At(at));
        Assert.Equal(expect, verdict.Why?.Name() ?? "ok");
        Assert.Equal(expect == "ok", verdict.Order is not null);
    }

    [Fact]
    public void Every_command_in_the_seeds_is_in_the_index()
    {
        var files = Directory.GetFiles(Repository.Path("seeds/commands"), "*.hex").Select(file => Path.GetFileName(file));
        Assert.Equal(files.Order(), Kept().Select(row => (string)row[0]).Order());
    }

    /// <summary>Whatever bit is turned, nobody follows it and nothing falls over.</summary>
    [Fact]
    public void A_command_with_any_bit_turned_is_not_followed()
    {
        var good = Convert.FromHexString(File.ReadAllText(Repository.Path("seeds/commands/open.hex")).TrimEnd('\n'));
        for (var bit = 0; bit < good.Length * 8; bit += 7)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Null(CommandChecks.Judge(CommandPen.Taken(bad), Here, DemoSite.At(1_790_000_000)).Order);
        }
    }
}
