using System.Buffers.Binary;

namespace YongAi.Simulators.Boards.Packs;

/// <summary>NIU packs (hardware 2.4): FE to wake, then 68 31 CE 68 .. 16 with 33 added to each byte of data.</summary>
public sealed class NiuTongue : IPackTongue
{
    private const byte Start = 0x68, AddressLow = 0x31, AddressHigh = 0xCE, End = 0x16, Read = 0x02, Answers = 0x82, Added = 0x33;
    private const int QuestionBytes = 10;
    private const int BufferMax = 64, CellPlaces = 20, PackBytes = 15, SerialBytes = 16;
    /// <summary>No cold form of a temperature is known; an open sensor is told as the highest number.</summary>
    private const int OpenSensorRaw = 0xFF;
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(50);

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    public bool TryCut(out PackQuestion question)
    {
        question = default;
        for (var head = buffer.Head; head.Length > 0; buffer.Drop(1), head = buffer.Head)
        {
            if (head[0] != Start) continue;
            if (head.Length < QuestionBytes) return false;
            if (head[..6] is not [Start, AddressLow, AddressHigh, Start, Read, 2] || head[9] != End || SumOf(head[..8]) != head[8]) continue;
            var (item, length) = ((byte)(head[6] - Added & 0xFF), (byte)(head[7] - Added & 0xFF));
            buffer.Drop(QuestionBytes);
            question = new PackQuestion(self => Said(self, item) is { } data && data.Length == length ? Frame(data) : null);
            return true;
        }
        return false;
    }

    public void Forget() => buffer.Forget();

    /// <summary>An answer with this data.</summary>
    public static byte[] Frame(byte[] data)
    {
        byte[] frame = [Start, AddressLow, AddressHigh, Start, Answers, (byte)data.Length, .. data.Select(b => (byte)(b + Added & 0xFF))];
        return [.. frame, SumOf(frame), End];
    }

    private static byte[]? Said(PackSelf self, byte item) => item switch
    {
        0x2D => Pack(self),
        0x3C => Cells(self),
        0x09 => self.SerialIn(SerialBytes),
        0x02 => [0x10, 0x21],
        0x29 => [0, 0, (byte)(self.Cycles >> 8), (byte)(self.Cycles & 0xFF), .. new byte[15]],
        _ => null,
    };

    private static byte[] Pack(PackSelf self)
    {
        var data = new byte[PackBytes];
        BinaryPrimitives.WriteUInt16BigEndian(data, (ushort)Math.Round(self.Pack.Volts * 10));
        BinaryPrimitives.WriteInt16BigEndian(data.AsSpan(2), (short)Math.Round(self.Pack.Amps * 10));
        data[6] = (byte)self.Pack.Percent;
        var celsius = (byte)Math.Clamp(Math.Round(self.Pack.Celsius), 0, 120);
        (data[9], data[10], data[11], data[12]) = (celsius, celsius, celsius, (byte)self.LastSensor(celsius, OpenSensorRaw));
        return data;
    }

    private static byte[] Cells(PackSelf self)
    {
        var data = new byte[2 * CellPlaces];
        var cells = self.CellMillivolts;
        for (var i = 0; i < Math.Min(CellPlaces, cells.Length); i++) BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2 * i), cells[i]);
        return data;
    }

    private static byte SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes) sum += b;
        return (byte)(sum & 0xFF);
    }
}
