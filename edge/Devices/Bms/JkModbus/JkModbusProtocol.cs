using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.JkModbus;

/// <summary>JK boards on Modbus (hardware reference 2.3 b): the serial and the live data. They have addresses and may share a line.</summary>
public sealed class JkModbusProtocol(JkModbusMake make) : PackProtocol
{
    private const int Serial = 0, Live = 1;

    private readonly KeptRound round = new([2 * make.Serial.Count, 2 * JkRegisters.Count]);

    /// <inheritdoc/>
    public override int Questions => round.Questions;

    /// <inheritdoc/>
    public override int SurelyAnswersFrom => RegisterAnswers.HeaderLength;

    /// <inheritdoc/>
    public override int WriteQuestion(Span<byte> request, int question) => ModbusFrames.Write(
        request, make.Address, ModbusFrames.ReadRegisters, question == Serial ? make.Serial.First : JkRegisters.First, CountOf(question));

    /// <inheritdoc/>
    public override Heard HearAnswer(ReadOnlySpan<byte> head, int question, out bool isBroken)
    {
        var heard = RegisterAnswers.Hear(head, make.Address, CountOf(question), out var data, out isBroken);
        if (heard.Taken > 0) round.Keep(question, data);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => RegisterAnswers.Late(head, make.Address);

    /// <inheritdoc/>
    public override void BeginRound() => round.Begin();

    /// <inheritdoc/>
    public override PackReading? Reading() => round.Tell(static answers =>
        SaidSerial.TryRead(answers[Serial], out var serial) ? JkRegisters.Read(serial, answers[Live]) : null);

    private int CountOf(int question) => question == Serial ? make.Serial.Count : JkRegisters.Count;
}
