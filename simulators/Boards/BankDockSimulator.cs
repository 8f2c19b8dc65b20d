using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>A slot board of a power-bank dock: six places (hardware 2.6).</summary>
/// <param name="address">0 to 4.</param>
/// <param name="places">Its six places, the first first; null where nothing is built in.</param>
/// <param name="crc">The name of its check in the site file.</param>
public sealed class BankDockSimulator(byte address, ImmutableArray<SimulatedBankPlace?> places, string crc, FaultSpot faults, Random chance)
    : ISimulatedBoard
{
    private const byte Start = 0xEA, Bank = 0x01, State = 0x05, Eject = 0x06;
    private const byte Ok = 0x00, TimeOut = 0x01, BadCommand = 0x02, BadArguments = 0x03;
    private const int Whole = 10_000, CutOff = 1_000, SerialBytes = 10, BufferMax = 64;
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(5);

    private readonly BoardPower power = new(faults);
    private readonly BoardThought thought = new(AnswerDelay.OfSmallBoards, chance);
    private readonly BoardVoice voice = new(faults);
    private readonly EarBuffer ear = new(BufferMax, GapEndsFrame);

    public TimeSpan? NextDeadline => voice.NextDue;

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now)) return;
        ear.Hear(bytes, now);
        while (ear.Head is { Length: >= 5 } head)
        {
            // The commands that are known here are five bytes long, or six with a place.
            var length = head[0] != Start ? 0 : IsChecked(head[..5]) ? 5 : head.Length >= 6 && IsChecked(head[..6]) ? 6 : 0;
            if (length == 0 && head[0] == Start && head.Length < 6) return;
            if (length > 0 && head[1] == address) Obey(head[2], length == 6 ? head[3] : null, now);
            ear.Drop(Math.Max(1, length));
        }
    }

    public void Lapse(TimeSpan now)
    {
        if (!power.IsLostNow(now)) return;
        voice.Forget();
        ear.Forget();
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    private void Obey(byte command, byte? number, TimeSpan now)
    {
        var place = number < places.Length ? places[number.Value] : null;
        byte[] said = (command, number, place) switch
        {
            (State, null, _) => [Ok, FullAt(now), FullAt(now)],
            (Bank or Eject, not null, null) => [BadArguments],
            (Bank, not null, { } one) => one.IsFull(now) ? [Ok, .. Of(one.Bank!)] : [TimeOut],
            (Eject, not null, not null) => [Ok],
            _ => [BadCommand],
        };
        if (command == Eject) place?.Pulse(now);
        byte[] body = [address, command, .. said];
        voice.Answer([Start, .. body, .. CheckOf(body)], thought.AnswersAt(now));
    }

    private byte FullAt(TimeSpan now)
    {
        var full = 0;
        for (var at = 0; at < places.Length; at++)
            if (places[at]?.IsFull(now) == true) full |= 1 << at;
        return (byte)full;
    }

    private static byte[] Of(SimulatedBank bank)
    {
        var left = CutOff + (Whole - CutOff) * bank.Charge / 100;
        return
        [
            .. Encoding.ASCII.GetBytes(bank.Serial.PadRight(SerialBytes)[..SerialBytes]), 0, 0, 0, 0,
            Whole & 0xFF, Whole >> 8, (byte)(left & 0xFF), (byte)(left >> 8), CutOff & 0xFF, CutOff >> 8, 0, 0, 1,
        ];
    }

    private bool IsChecked(ReadOnlySpan<byte> frame) => frame[^2..].SequenceEqual(CheckOf(frame[1..^2]));

    private byte[] CheckOf(ReadOnlySpan<byte> bytes)
    {
        var reflected = crc == "modbus";
        var sum = crc == "xmodem" ? 0 : 0xFFFF;
        foreach (var b in bytes)
        {
            sum ^= reflected ? b : b << 8;
            for (var bit = 0; bit < 8; bit++)
                sum = reflected ? (sum & 1) == 1 ? sum >> 1 ^ 0xA001 : sum >> 1
                    : (sum & 0x8000) == 0 ? sum << 1 & 0xFFFF : (sum << 1 ^ 0x1021) & 0xFFFF;
        }
        return reflected ? [(byte)(sum & 0xFF), (byte)(sum >> 8)] : [(byte)(sum >> 8), (byte)(sum & 0xFF)];
    }
}
