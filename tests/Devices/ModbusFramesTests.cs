using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Tests.Devices;

/// <summary>
/// Modbus RTU frames as published: what is written is one of them, and only whole ones of the right board are heard.
/// </summary>
public sealed class ModbusFramesTests
{
    [Theory]
    [InlineData("read 8 relays", 0x01, 0x0000, 8)]
    [InlineData("read 8 inputs", 0x02, 0x0000, 8)]
    [InlineData("relay 2 on", 0x05, 0x0002, 0xFF00)]
    public void A_request_is_written_as_published(string name, byte function, int address, int value)
    {
        var frame = new byte[ModbusFrames.Length];
        Assert.Equal(frame.Length, ModbusFrames.Write(frame, 1, function, address, value));
        Assert.Equal(Frames.Relay.Named(name), Convert.ToHexString(frame));
    }

    [Fact]
    public void A_register_is_written_and_asked_for_as_published()
    {
        var frame = new byte[ModbusFrames.Length];
        ModbusFrames.Write(frame, 0, ModbusFrames.WriteRegister, 0x4000, 1);
        Assert.Equal(Frames.Relay.Named("set address 1"), Convert.ToHexString(frame));
        ModbusFrames.Write(frame, 0, ModbusFrames.ReadRegisters, 0x8000, 1);
        Assert.Equal(Frames.Relay.Named("read version"), Convert.ToHexString(frame));
    }

    [Fact]
    public void Bits_and_registers_are_read_as_published()
    {
        Assert.Equal(Heard.Frame(6), ModbusFrames.Bits(Bytes("inputs none"), 1, ModbusFrames.ReadInputs, 8, out var bits));
        Assert.Equal(0u, bits);
        Assert.Equal(Heard.Frame(7), ModbusFrames.Registers(Bytes("version 100"), 1, 1, out var version));
        Assert.Equal([0x00, 0x64], version.ToArray());
        Assert.Equal(Heard.Frame(5),
            ModbusFrames.Refusal(Bytes("exception function 05 illegal value"), 1, ModbusFrames.WriteCoil, out var reason));
        Assert.Equal(3, reason);
    }

    // The example of the Modbus application protocol, 6.12, for address 11 hex; its CRC is computed.
    [Fact]
    public void Several_registers_are_written_with_their_number_and_bytes()
    {
        var frame = new byte[32];
        var length = ModbusFrames.WriteSeveral(frame, 0x11, 1, [0x000A, 0x0102]);
        Assert.Equal("11100001000204000A0102C6F0", Convert.ToHexString(frame, 0, length));
        var reply = Convert.FromHexString("1110000100021298");
        Assert.Equal(Heard.Frame(8), ModbusFrames.WrittenSeveral(reply, 0x11, 1, 2));
        Assert.Equal(Heard.Nothing, ModbusFrames.WrittenSeveral(reply, 0x11, 2, 2));
        Assert.Equal(Heard.Nothing, ModbusFrames.WrittenSeveral(reply, 0x11, 1, 3));
    }

    [Fact]
    public void A_reply_is_the_beginning_of_itself_at_every_byte_and_nothing_with_any_bit_flipped()
    {
        var reply = Bytes("version 100");
        for (var cut = 1; cut < reply.Length; cut++)
            Assert.Equal(Heard.Beginning, ModbusFrames.Registers(reply.AsSpan(0, cut), 1, 1, out _));
        for (var bit = 0; bit < reply.Length * 8; bit++)
        {
            byte[] flipped = [.. reply];
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Equal(Heard.Nothing, ModbusFrames.Registers(flipped, 1, 1, out _));
        }
        Assert.Equal(Heard.Nothing, ModbusFrames.Registers(reply, 2, 1, out _));
        Assert.Equal(Heard.Nothing, ModbusFrames.Registers(reply, 1, 2, out _));
    }

    private static byte[] Bytes(string name) => Convert.FromHexString(Frames.Relay.Named(name));
}
