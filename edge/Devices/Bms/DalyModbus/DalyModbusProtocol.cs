using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.DalyModbus;

/// <summary>Daly boards on Modbus (hardware reference 2.2 b): the serial, then the blocks of their map.</summary>
public sealed class DalyModbusProtocol : PackProtocol
{
    private readonly DalyRegisters map;
    private readonly ImmutableArray<RegisterBlock> questions;
    private readonly KeptRound round;
    private readonly Func<KeptRound, PackReading?> read;

    /// <param name="make">Which map, and where the serial stands.</param>
    public DalyModbusProtocol(DalyModbusMake make)
    {
        map = DalyRegisters.Of(make.Map);
        questions = [new RegisterBlock(make.Serial.First, make.Serial.Count), .. map.Blocks];
        round = new KeptRound([.. questions.Select(block => 2 * block.Count)]);
        read = answers => new DalyStatus(map, answers).Read();
    }

    /// <summary>
    /// Its longest answer, 133 bytes, takes 139 ms at 9600 baud. A gateway that passes on whole answers hands that over at its end, so a
    /// reply may begin so much later than that of other makes.
    /// </summary>
    public override TimeSpan ReplyWithin => TimeSpan.FromMilliseconds(350);

    /// <inheritdoc/>
    public override int Questions => questions.Length;

    /// <inheritdoc/>
    public override int SurelyAnswersFrom => RegisterAnswers.HeaderLength;

    /// <inheritdoc/>
    public override int WriteQuestion(Span<byte> request, int question) => ModbusFrames.Write(
        request, map.Asked, ModbusFrames.ReadRegisters, questions[question].First, questions[question].Count);

    /// <inheritdoc/>
    public override Heard HearAnswer(ReadOnlySpan<byte> head, int question, out bool isBroken)
    {
        var heard = RegisterAnswers.Hear(head, map.Answers, questions[question].Count, out var data, out isBroken);
        if (heard.Taken > 0) round.Keep(question, data);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => RegisterAnswers.Late(head, map.Answers);

    /// <inheritdoc/>
    public override void BeginRound() => round.Begin();

    /// <inheritdoc/>
    public override PackReading? Reading() => round.Tell(read);
}
