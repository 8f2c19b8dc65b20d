using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Decoding;
using YongAi.Edge.Devices.Locks;
using YongAi.Simulators.Simulation.Telling;

namespace YongAi.Simulators.Replay;

/// <summary>What passed on the lines in words, a line for each frame, by the tables of the makes that the site says are there.</summary>
/// <param name="wiring">The site's.</param>
/// <param name="tell">Told of each line of text.</param>
/// <param name="json">As objects.</param>
public sealed class FrameTeller(Wiring wiring, Action<string> tell, bool json)
{
    /// <summary>Bytes that follow each other within so long are read together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Talk> talks = wiring.Lines.ToDictionary(line => line.Line.Name,
        line => new Talk([.. line.Devices.Select(Protocol).OfType<string>().Distinct()]), StringComparer.Ordinal);

    /// <summary>Takes one moment of a line of the site.</summary>
    public void Take(BusMoment moment)
    {
        var talk = talks[moment.Line];
        if (moment.Did != BusDid.Heard || moment.At - talk.LastAt > Together) Flush(moment.Line, talk);
        switch (moment.Did)
        {
            case BusDid.Heard:
                if (talk.Heard.Count == 0) talk.FirstAt = moment.At;
                talk.LastAt = moment.At;
                talk.Heard.AddRange(moment.Bytes);
                break;
            case BusDid.Sent:
                Say(moment.At, moment.Line, "sent", moment.Bytes, Decode(talk, moment.Bytes, null));
                talk.Request = moment.Bytes;
                break;
            default:
                Say(moment.At, moment.Line, moment.Did == BusDid.Up ? "up" : "down", [], null);
                break;
        }
    }

    /// <summary>Says what is still held.</summary>
    public void End()
    {
        foreach (var (line, talk) in talks) Flush(line, talk);
    }

    private void Flush(string line, Talk talk)
    {
        if (talk.Heard.Count == 0) return;
        byte[] heard = [.. talk.Heard];
        talk.Heard.Clear();
        if (talk.Request is { Length: > 0 } request && heard.Length > request.Length && heard.AsSpan().StartsWith(request)
            && Decode(talk, heard, request) is not { IsRight: true })
        {
            Say(talk.FirstAt, line, "echo", heard[..request.Length], null);
            heard = heard[request.Length..];
        }
        Say(talk.FirstAt, line, "heard", heard, Decode(talk, heard, talk.Request));
    }

    private static Decoded? Decode(Talk talk, byte[] frame, byte[]? request)
    {
        Decoded? first = null;
        foreach (var protocol in talk.Protocols)
        {
            var decoded = FrameDecoder.Decode(protocol, frame, request);
            if (decoded.IsRight) return decoded;
            first ??= decoded;
        }
        return first;
    }

    private void Say(TimeSpan at, string line, string did, byte[] bytes, Decoded? decoded)
    {
        var seconds = at.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        if (!json)
        {
            tell($"{seconds,12}  {line,-10} {did,-5} {Convert.ToHexString(bytes)}{Words(decoded, bytes)}");
            return;
        }
        tell(new JsonObject
        {
            ["at"] = JsonNode.Parse(seconds), ["line"] = line, ["did"] = did, ["bytes"] = Convert.ToHexString(bytes),
            ["protocol"] = decoded?.Protocol, ["ok"] = decoded?.IsRight, ["words"] = Words(decoded, bytes).Trim(),
        }.ToJsonString());
    }

    private static string Words(Decoded? decoded, byte[] bytes)
    {
        if (decoded is null) return "";
        if (decoded.Fault is { } fault)
            return bytes.All(b => b is >= 0x20 and < 0x7F or 0x0D or 0x0A or 0x09)
                ? $"  text '{Encoding.ASCII.GetString(bytes).Trim()}'" : $"  {decoded.Protocol}: wrong: {fault.English}";
        return $"  {decoded.Protocol}: " + string.Join(' ', decoded.Fields.Where(field => field.Name != "check").Select(Word));
    }

    private static string Word(DecodedField field)
    {
        var value = field.Value switch
        {
            Measure measure => measure.Number.ToString("0.######", CultureInfo.InvariantCulture),
            Edge.Devices.Decoding.Text text => text.Written,
            Names names => names.Set.IsEmpty ? "none" : string.Join(',', names.Set),
            Numbers numbers => string.Join(',', numbers.All),
            _ => "",
        };
        return $"{field.Name}={field.Meaning ?? value}{field.Unit}";
    }

    private static string? Protocol(DeviceWiring device) => device switch
    {
        LockBoardWiring { Make: A80Make } => "8a80",
        LockBoardWiring { Make: WklyMake } => "wkly",
        LockBoardWiring { Make: Cu16Make } => "cu16",
        LockBoardWiring { Make: WinnsenMake } => "winnsen",
        LockBoardWiring { Make: Dc02Make } => "dc02",
        LockBoardWiring or RelayBoardWiring => "modbus-relay",
        PackWiring { Make: JbdMake } => "jbd",
        PackWiring { Make: DalyA5Make } => "daly-a5",
        PackWiring { Make: DalyModbusMake { Map: DalyMap.D2 } } => "daly-d2",
        PackWiring { Make: DalyModbusMake } => "daly-p81",
        PackWiring { Make: Jk4E57Make } => "jk-4e57",
        PackWiring { Make: JkModbusMake } => "jk-modbus",
        PackWiring { Make: NiuMake } => "niu",
        SlotBoardWiring => "slot-board",
        GaugeWiring gauge => DecodedWords.ProtocolOf(gauge.Fit.Make),
        SupplyWiring => "riden",
        IoBoardWiring => "modbus-relay",
        ScannerWiring => "gm65",
        VmcWiring => "vmc",
        TagReaderWiring => "rdm6300",
        // Nobody reads these yet: their bytes are told as they are.
        DockWiring => null,
        _ => throw new InvalidOperationException($"{device.GetType().Name} speaks no protocol that is known here"),
    };

    /// <summary>What was last said on one line.</summary>
    private sealed class Talk(ImmutableArray<string> protocols)
    {
        public ImmutableArray<string> Protocols => protocols;
        public List<byte> Heard { get; } = [];
        public TimeSpan FirstAt { get; set; }
        public TimeSpan LastAt { get; set; }
        public byte[]? Request { get; set; }
    }
}
