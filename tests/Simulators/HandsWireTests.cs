using YongAi.Simulators.World;
using YongAi.Simulators.World.Hazards;

namespace YongAi.Edge.Tests.Simulators;

public sealed class HandsWireTests
{
    public static TheoryData<string, HandsAct> Acts => new()
    {
        { """{"do":"scan","text":"YA1:A B"}""", new ShowCode("YA1:A B") },
        { """{"do":"look"}""", new LookAround() },
        { """{"do":"put","slot":3,"serial":"YA48240000009001","soc":22}""", new PutPack(3, "YA48240000009001", 22) },
        { """{"soc":22,"slot":3,"serial":"YA48240000009001","do":"put","plugged":false}""", new PutPack(3, "YA48240000009001", 22, false) },
        { """{"do":"take","slot":7}""", new TakePack(7) },
        { """{"do":"close","slot":3}""", new CloseDoor(3) },
        { """{"do":"open-by-force","slot":3}""", new ForceDoor(3) },
        { """{"do":"plug","slot":3,"plugged":false}""", new PlugPack(3, false) },
        { """{"do":"warm","slot":3,"celsius":55.5}""", new WarmPack(3, 55.5) },
        { """{"do":"pull-line","line":"locks"}""", new PullLine("locks") },
        { """{"do":"fault","name":"jam","slot":12,"times":2}""", new SetFault("jam", 12, Times: 2) },
        { """{"do":"runaway","slot":3,"watts":5000}""", new ShortPack(3, 5000) },
        { """{"do":"water","centimetres":5}""", new LetWaterIn(5) },
        { """{"do":"trouble","name":"smoke","trouble":"stuck-on"}""", new TroubleSensor("smoke", SensorTrouble.StuckOn) },
    };

    [Theory, MemberData(nameof(Acts))]
    public void An_act_is_read_and_survives_writing(string line, HandsAct act)
    {
        Assert.Equal(act, HandsWire.ReadAct(line, out _));
        Assert.Equal(act, HandsWire.ReadAct(HandsWire.Write(act), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"do":"dance"}""")]
    [InlineData("""{"do":"put","slot":3}""")]
    [InlineData("""{"do":"put","slot":"3","serial":"YA48240000009001"}""")]
    [InlineData("""{"do":"put","slot":3,"serial":null}""")]
    [InlineData("""{"do":"close","slot":3,"gently":true}""")]
    public void What_is_no_act_is_answered_with_the_reason(string line)
    {
        Assert.Null(HandsWire.ReadAct(line, out var why));
        Assert.NotEqual("", why);
    }

    [Fact]
    public void An_answer_is_one_line_without_empty_fields()
    {
        Assert.Equal("""{"ok":true}""", HandsWire.Write(HandsAnswer.Done));
        Assert.Equal("""{"ok":false,"why":"the door of slot 3 is closed"}""", HandsWire.Write(HandsAnswer.Of("the door of slot 3 is closed")));
        var look = new HandsAnswer(true, Slots: [new SlotLook(1, "open", false, new PackLook("YA48240000000001", 98, 53.4, 0, 25, true)),
            new SlotLook(2, "closed", true, null)]);
        var read = HandsWire.ReadAnswer(HandsWire.Write(look));
        Assert.Equal(look.Slots!.Value.ToArray(), read.Slots!.Value.ToArray());
    }
}
