using System.Buffers.Binary;

namespace YongAi.Simulators.Boards.Packs;

/// <summary>Daly boards on their UART protocol: frames of 13 bytes (hardware 2.2 a; PDFs V1.0 and V1.2).</summary>
public sealed class DalyA5Tongue : IPackTongue
{
    private const byte Start = 0xA5, FromComputer = 0x40, FromBoard = 0x01;
    private const int FrameBytes = 13, DataAt = 4, DataBytes = 8;
    private const int BufferMax = 128;
    private const int CodeFrames = 5, CellsInFrame = 3, SensorsInFrame = 7, Sensors = 2;
    private const int AmpsZero = 30_000, DegreesZero = 40, OpenSensorRaw = 0;
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(50);

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    public bool TryCut(out PackQuestion question)
    {
        question = default;
        for (var head = buffer.Head; head.Length > 0; buffer.Drop(1), head = buffer.Head)
        {
            if (head[0] != Start || head.Length > 1 && head[1] != FromComputer) continue;
            if (head.Length < FrameBytes) return false;
            if (head[3] != DataBytes || SumOf(head[..(FrameBytes - 1)]) != head[FrameBytes - 1]) continue;
            var item = head[2];
            buffer.Drop(FrameBytes);
            question = new PackQuestion(self => Said(self, item));
            return true;
        }
        return false;
    }

    public void Forget() => buffer.Forget();

    /// <summary>A frame of the board.</summary>
    public static byte[] Frame(byte item, params ReadOnlySpan<byte> data)
    {
        var frame = new byte[FrameBytes];
        (frame[0], frame[1], frame[2], frame[3]) = (Start, FromBoard, item, DataBytes);
        data.CopyTo(frame.AsSpan(DataAt));
        frame[^1] = SumOf(frame.AsSpan(..^1));
        return frame;
    }

    private static byte[]? Said(PackSelf self, byte item) => item switch
    {
        0x57 => Numbered(item, CodeFrames, DataBytes - 1, self.SerialIn(CodeFrames * (DataBytes - 1))),
        0x90 => Basics(self),
        0x92 => Frame(item, Hottest(self), 1, Coldest(self), Sensors),
        0x93 => Switches(self),
        0x94 => Frame(item, (byte)self.Pack.Kind.Cells, Sensors, (byte)(self.Pack.Amps > 0 ? 1 : 0), 0, 0, 0, (byte)self.Cycles),
        0x95 => Numbered(item, (self.Pack.Kind.Cells + CellsInFrame - 1) / CellsInFrame, 2 * CellsInFrame, CellBytes(self)),
        0x96 => Numbered(item, 1, SensorsInFrame, [Sensor(self.Pack.Celsius), LastSensor(self), 0, 0, 0, 0, 0]),
        0x97 => Frame(item),
        0x98 => Faults(self),
        _ => null,
    };

    private static byte[] Basics(PackSelf self)
    {
        var data = new byte[DataBytes];
        Put(data, 0, self.Pack.Volts * 10);
        Put(data, 4, self.Pack.Amps * 10 + AmpsZero);
        Put(data, 6, self.Pack.Percent * 10);
        return Frame(0x90, data);
    }

    private static byte[] Switches(PackSelf self)
    {
        var data = new byte[DataBytes];
        data[0] = (byte)(self.Pack.Amps > 0 ? 1 : self.Pack.Amps < 0 ? 2 : 0);
        (data[1], data[2]) = ((byte)(self.Pack.ChargePathOpen ? 1 : 0), (byte)(self.Pack.DischargeSwitchedOff ? 0 : 1));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), (uint)(self.AmpHoursLeft * 1000));
        return Frame(0x93, data);
    }

    /// <summary>The first 31 bits can be set by a fault; charging too hot and too cold the pack knows itself (byte 1, second level).</summary>
    private static byte[] Faults(PackSelf self)
    {
        var data = new byte[DataBytes];
        BinaryPrimitives.WriteInt32LittleEndian(data, self.ProtectionBits);
        if (self.Pack.ChargeHot) data[1] |= 0x02;
        if (self.Pack.ChargeCold) data[1] |= 0x08;
        return Frame(0x98, data);
    }

    private static byte[] CellBytes(PackSelf self)
    {
        var cells = self.CellMillivolts;
        var bytes = new byte[2 * CellsInFrame * ((cells.Length + CellsInFrame - 1) / CellsInFrame)];
        for (var i = 0; i < cells.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), cells[i]);
        return bytes;
    }

    /// <summary>One frame after another, each with its number before its part.</summary>
    private static byte[] Numbered(byte item, int frames, int part, byte[] bytes) =>
        [.. Enumerable.Range(0, frames).SelectMany(at => Frame(item, [(byte)(at + 1), .. bytes.AsSpan(at * part, part)]))];

    private static byte Hottest(PackSelf self) => Math.Max(Sensor(self.Pack.Celsius), LastSensor(self));

    private static byte Coldest(PackSelf self) => Math.Min(Sensor(self.Pack.Celsius), LastSensor(self));

    private static byte LastSensor(PackSelf self) => (byte)self.LastSensor(Sensor(self.Pack.Celsius + 0.4), OpenSensorRaw);

    private static byte Sensor(double celsius) => (byte)Math.Round(celsius + DegreesZero);

    private static void Put(byte[] data, int at, double value) =>
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(at), (ushort)Math.Round(value));

    private static byte SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes) sum += b;
        return (byte)(sum & 0xFF);
    }
}
