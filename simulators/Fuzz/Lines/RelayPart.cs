using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>
/// A Modbus relay board with sixteen relays (hardware reference 1.7), and the judge of what is believed of its chargers.
/// </summary>
public sealed class RelayPart(byte address, int firstSlot) : LinePart
{
    private const int Relays = 16, Chargers = 4, FirstRelay = 6;

    public override DeviceWiring Wiring => new RelayBoardWiring(address, Relays,
        [.. Enumerable.Range(0, Chargers).Select(n => new ChargerRelay(FirstRelay + n, new SlotNumber(firstSlot + n)))],
            TimeSpan.FromSeconds(2));

    public override FrameShape Shape { get; } = new([address, 0x01, 0x05, 0x81, 0x85], 2, SetCrc);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        Frame(address, 0x01, 2, 0, 0), Frame(address, 0x01, 2, 0xFF, 0xFF), Frame(address, 0x01, 2, 0xC0, 0x03),
        Frame(address, 0x01, 1, 0xFF),
        Frame(address, 0x05, 0, 6, 0, 0), Frame(address, 0x05, 2, 6, 1, 0x2C), Frame(address, 0x81, 2), Frame(address, 0x85, 3),
        Frame((byte)(address + 1), 0x01, 2, 0xFF, 0xFF), Frame(address, 0x01, 0, 0, 0, 16),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (question.Length != 8 || question[0] != address) return null;
        if (chance.OneIn(16)) return Frame(address, (byte)(question[1] | 0x80), 2);
        return question[1] == 0x01 ? Frame(address, 0x01, 2, chance.Byte(), chance.Byte()) : question.ToArray();
    }

    public override Effect Order(Chance chance)
    {
        var slot = new SlotNumber(firstSlot + chance.Below(Chargers));
        return chance.OneIn(2) ? new StopCharging(slot) : new ChargeOrder(slot, TimeSpan.FromSeconds(chance.Between(1, 60)));
    }

    public override bool IsKnowledge(Input fact) => fact is ChargersRead;

    public override bool Judge(Input fact, LineTape tape)
    {
        if (fact is ChargersSilent) return true;
        if (fact is not ChargersRead read) return false;
        if (tape.Question is not [var board, 0x01, ..] || board != address || !Said(read, tape.Since(tape.AskedAt)))
            throw new FuzzFinding(
                $"no valid frame of board {address} says {string.Join(", ", read.Slots)}; "
                + $"question {Convert.ToHexString(tape.Question)}");
        return true;
    }

    private bool Said(ChargersRead read, ReadOnlySpan<byte> heard)
    {
        const int length = 7;
        for (var end = heard.Length; end >= length; end--)
        {
            var frame = heard.Slice(end - length, length);
            if (frame[0] != address || frame[1] != 0x01 || frame[2] != 2 || Crc(frame[..5]) != frame[5] + 256 * frame[6]) continue;
            var bits = frame[3] + 256 * frame[4];
            var expected = Enumerable.Range(0, Chargers)
                .Select(n => new ChargerState(new SlotNumber(firstSlot + n), (bits >> (FirstRelay + n)) % 2 == 1));
            if (read.Slots.SequenceEqual(expected)) return true;
        }
        return false;
    }

    private static byte[] Frame(params byte[] words)
    {
        byte[] frame = [.. words, 0, 0];
        SetCrc(frame);
        return frame;
    }

    private static void SetCrc(byte[] frame)
    {
        if (frame.Length < 4) return;
        var crc = Crc(frame.AsSpan(..^2));
        (frame[^2], frame[^1]) = ((byte)(crc & 0xFF), (byte)(crc >> 8));
    }

    /// <summary>CRC-16/Modbus as a division of polynomials, bit by bit from the highest; turned round at the end.</summary>
    private static int Crc(ReadOnlySpan<byte> bytes)
    {
        var rest = 0xFFFF;
        foreach (var b in bytes)
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = (rest >> 15 ^ b >> bit) & 1;
                rest = rest << 1 & 0xFFFF;
                if (carry == 1) rest ^= 0x8005;
            }
        var turned = 0;
        for (var bit = 0; bit < 16; bit++) turned |= (rest >> bit & 1) << (15 - bit);
        return turned;
    }
}
