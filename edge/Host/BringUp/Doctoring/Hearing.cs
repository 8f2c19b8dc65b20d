using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>Finds in what a line said the answers to a question.</summary>
public static class Hearing
{
    /// <summary>What came after a question.</summary>
    /// <param name="probe">The question.</param>
    /// <param name="before">Questions before it, the last one first, whose answers may have come late.</param>
    /// <param name="got">Everything that came.</param>
    public static Exchange Of(Probe probe, ImmutableArray<Probe> before, ReadOnlySpan<byte> got)
    {
        var echoed = got.Length >= probe.Question.Length && got.StartsWith(probe.Question.AsSpan());
        var rest = echoed ? got[probe.Question.Length..] : got;
        var answers = Answers(probe, rest);
        Probe? late = null;
        if (answers.IsEmpty)
            foreach (var earlier in before)
                if (late is null && !Answers(earlier, rest).IsEmpty) late = earlier;
        return new Exchange(probe, [.. got], echoed, answers) { Late = late, Rest = [.. rest] };
    }

    /// <summary>Every whole answer to the question, one behind the other; bytes between them are passed over.</summary>
    public static ImmutableArray<Decoded> Answers(Probe probe, ReadOnlySpan<byte> bytes)
    {
        var found = ImmutableArray.CreateBuilder<Decoded>();
        for (var at = 0; at < bytes.Length;)
        {
            if (Answer(probe, bytes[at..], out var length) is { } answer)
            {
                found.Add(answer);
                at += length;
            }
            else at++;
        }
        return found.ToImmutable();
    }

    private static Decoded? Answer(Probe probe, ReadOnlySpan<byte> head, out int length)
    {
        foreach (var whole in Lengths(probe, head))
        {
            length = whole;
            if (whole <= 0 || whole > head.Length || !IsFrom(probe, head)) continue;
            var decoded = FrameDecoder.Decode(probe.Protocol, head[..whole].ToArray(), [.. probe.Question]);
            if (decoded.IsRight && Says(decoded, "direction") == "reply") return decoded;
        }
        length = 0;
        return null;
    }

    /// <summary>The lengths that an answer beginning here can have; a byte that is not there yet counts as 0.</summary>
    private static int[] Lengths(Probe probe, ReadOnlySpan<byte> head)
    {
        int Byte(ReadOnlySpan<byte> of, int at) => at < of.Length ? of[at] : 0;
        return probe.Protocol switch
        {
            "8a80" => head[0] == 0x80 ? [7, 5] : [],
            "cu16" => head[0] == 0x02 ? [9] : [],
            "wkly" => head[0] == 0x57 ? [Byte(head, 4)] : [],
            "winnsen" => head[0] == 0x90 ? [7] : [],
            "dc02" => head[0] == 0xDC ? [6 + Byte(head, 4)] : [],
            "jbd" => head[0] == 0xDD ? [7 + Byte(head, 3)] : [],
            "daly-a5" => head[0] == 0xA5 ? [13] : [],
            "jk-4e57" => head[0] == 0x4E ? [2 + (Byte(head, 2) << 8 | Byte(head, 3))] : [],
            "niu" => head[0] == 0x68 ? [8 + Byte(head, 5)] : [],
            _ => Byte(head, 1) >= 0x80 ? [5] : [5 + Byte(head, 2)],
        };
    }

    /// <summary>An answer says whose it is; Modbus answers are held against their question by the decoder.</summary>
    private static bool IsFrom(Probe probe, ReadOnlySpan<byte> head) => probe.Protocol switch
    {
        "8a80" => head.Length > 1 && head[1] == probe.Question[1],
        "cu16" => head.Length > 1 && head[1] >> 4 == probe.Question[1] >> 4,
        "wkly" => head.Length > 6 && head[5] == probe.Question[5] && head[6] == probe.Question[6],
        "winnsen" => head.Length > 3 && head[2] == 0x92 && head[3] == probe.Question[3],
        "dc02" => head.Length > 3 && head[1] == 0xFE && head[2] == probe.Question[2] && head[3] == probe.Question[3],
        _ => true,
    };

    internal static string? Says(Decoded decoded, string field) => decoded.Fields.FirstOrDefault(f => f.Name == field)?.Value is Text text
        ? text.Written : null;
}

/// <summary>One question and what came after it.</summary>
/// <param name="Probe">The question.</param>
/// <param name="Got">Everything that came.</param>
/// <param name="Echoed">The question itself came back first.</param>
/// <param name="Answers">Whole answers to it.</param>
public sealed record Exchange(Probe Probe, ImmutableArray<byte> Got, bool Echoed, ImmutableArray<Decoded> Answers)
{
    /// <summary>A question before this one, when its answer came only now.</summary>
    public Probe? Late { get; init; }

    /// <summary>What came beside the echo.</summary>
    public ImmutableArray<byte> Rest { get; init; } = Got;

    /// <summary>Somebody spoke, and no whole answer was in it.</summary>
    public bool IsStrange => Rest.Length > 0 && Answers.IsEmpty && Late is null;

    /// <summary>It proves a board: where frames carry no check, only with a second one like it.</summary>
    public bool IsAnswered => !Answers.IsEmpty;
}

/// <summary>A board that answered, asked again and asked for more.</summary>
/// <param name="Asked">The question that it answered, or was suspected to have.</param>
/// <param name="Again">The same question, several times, with patience.</param>
/// <param name="More">What it was asked besides.</param>
public sealed record Confirmed(Probe Asked, ImmutableArray<Exchange> Again, ImmutableArray<Exchange> More);

/// <summary>All that was heard at one speed.</summary>
/// <param name="Pass">What was asked.</param>
/// <param name="Before">Bytes that came before anything was asked.</param>
/// <param name="Exchanges">Question by question.</param>
/// <param name="Confirmed">Those who answered, or seemed to.</param>
/// <param name="After">Bytes that came after the last answer, without a question.</param>
public sealed record PassRecord(Pass Pass, ImmutableArray<byte> Before, ImmutableArray<Exchange> Exchanges, ImmutableArray<Confirmed> Confirmed,
    ImmutableArray<byte> After);
