using Microsoft.Extensions.Logging.Abstractions;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Tests.Uplink;

namespace YongAi.Edge.Tests.Host.Relay;

/// <summary>What the host does with a message on the command topic before Control judges it.</summary>
public sealed class CommandIntakeTests
{
    private readonly SteppedTime time = new();

    [Fact]
    public void A_command_is_handed_over_with_the_bytes_it_came_from()
    {
        var intake = new CommandIntake(time, NullLogger.Instance);
        var message = Seed("open.hex");
        Assert.Equal(CommandFate.Taken, intake.Read(message, out var command));
        Assert.Equal(message, command!.Signed.ToArray());
        Assert.Equal(("c-1", "slot.open", 3), (command.Id, command.Words!.Type, command.Words.Target.Slot!.Value));
    }

    [Theory]
    [InlineData("oversize.hex", false)]
    [InlineData("trailing.hex", false)]
    [InlineData("empty.hex", false)]
    [InlineData("not-json.hex", false)]
    [InlineData("slot-as-text.hex", true)]
    [InlineData("two-cabinets.hex", true)]
    public void What_cannot_be_read_is_handed_over_with_its_id_where_it_has_one(string file, bool hasId)
    {
        Assert.Equal(CommandFate.Garbled, new CommandIntake(time, NullLogger.Instance).Read(Seed(file), out var command));
        Assert.Equal(hasId, command!.Id is not null);
        Assert.Null(command.Words);
    }

    [Fact]
    public void More_than_ten_in_a_second_are_passed_over_and_the_next_second_is_a_new_one()
    {
        var intake = new CommandIntake(time, NullLogger.Instance);
        for (var n = 0; n < CommandIntake.PerSecondMax; n++) Assert.Equal(CommandFate.Taken, intake.Read(Seed("open.hex"), out _));
        Assert.Equal(CommandFate.TooMany, intake.Read(Seed("open.hex"), out var none));
        Assert.Null(none);
        time.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(CommandFate.Taken, intake.Read(Seed("open.hex"), out _));
    }

    private static byte[] Seed(string file) => Convert.FromHexString(File.ReadAllText(Repository.Path($"seeds/commands/{file}")).TrimEnd('\n'));
}
