using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>What a protocol makes of whole answers.</summary>
internal static class Told
{
    /// <summary>One round: the answers to its questions in order.</summary>
    public static PackReading? By(PackProtocol protocol, params byte[][] answers)
    {
        protocol.BeginRound();
        Assert.Equal(answers.Length, protocol.Questions);
        for (var question = 0; question < answers.Length; question++)
            Assert.Equal(Heard.Frame(answers[question].Length), protocol.HearAnswer(answers[question], question, out _));
        return protocol.Reading();
    }
}
