using YongAi.Edge.Devices.Decoding;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>A frame that is decoded for a person, perhaps with the request it answers.</summary>
public sealed record HostileFrame(string Protocol, byte[] Bytes, byte[]? Request, bool Genuine = false) : HostileInput(Genuine)
{
    public override string Shown => $"{Protocol} {Asked}{Convert.ToHexString(Bytes)}";

    private string Asked => Request is null ? "" : Convert.ToHexString(Request) + " > ";
}

/// <summary>
/// The decoder of frames, which people feed with whatever they paste. Judged: a frame is right only when its check holds by a second
/// reading of it; what is told lies within its bytes; what is wrong is told with a place.
/// </summary>
public sealed class DecodeTarget(ImmutableArray<SeedFrame> seeds, Func<HostileFrame, Decoded>? read = null) : FuzzTarget
{
    private readonly Func<HostileFrame, Decoded> read = read ?? (frame =>
        FrameDecoder.Decode(frame.Protocol, frame.Bytes, frame.Request));
    private readonly ImmutableArray<byte[]> others = [.. seeds.Select(seed => seed.Bytes)];

    public override string Name => "decode";

    /// <summary>Up to 8 KB of tags, each a field with its name and its text; our own number.</summary>
    public override long AllocatedMax => 4 * 1024 * 1024;

    public override HostileInput Draw(Chance chance)
    {
        var seed = chance.Among(seeds);
        if (chance.OneIn(8)) return new HostileFrame(seed.Protocol, seed.Bytes, null, Genuine: true);
        var protocol = chance.OneIn(8) ? chance.Among(FrameDecoder.Protocols).Name : seed.Protocol;
        var shape = new FrameShape([seed.Bytes[0]], protocol == "wkly" ? 4 : 3, frame => FrameSeeds.Prove(protocol, frame));
        var request = chance.OneIn(4) ? chance.Among(others) : null;
        return new HostileFrame(protocol, Mutator.Spoil(chance, seed.Bytes, others, shape), request);
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var frame = (HostileFrame)input;
        meter.Begin();
        var decoded = read(frame);
        meter.End();
        foreach (var field in decoded.Fields)
            if (field.At < 0 || field.Length < 0 || field.At + field.Length > frame.Bytes.Length)
                throw new FuzzFinding($"{field.Name} lies at {field.At} with {field.Length} bytes");
        if (decoded.Fields.Select(field => field.Name).Distinct(StringComparer.Ordinal).Count() != decoded.Fields.Length)
            throw new FuzzFinding("two fields have one name");
        if (decoded.Fault is { } fault)
        {
            if (fault.At < 0 || fault.At > frame.Bytes.Length) throw new FuzzFinding($"wrong at {fault.At}: {fault.English}");
            return Outcome.Rejected(fault.At == frame.Bytes.Length ? "bytes missing" : "a byte is wrong");
        }
        if (!FrameSeeds.Holds(frame.Protocol, frame.Bytes)) throw new FuzzFinding("a frame is right whose check does not hold");
        return Outcome.Accepted;
    }
}
