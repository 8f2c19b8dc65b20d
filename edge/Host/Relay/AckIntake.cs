using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Host.Relay;

/// <summary>What became of a message on the ack topic.</summary>
public enum AckFate { Taken, Garbled, OfAnother, TooMany }

/// <summary>
/// Opens an acknowledgement and hands over its fields together with the signed bytes; whether it is genuine is judged
/// in Control.
/// </summary>
public sealed class AckIntake(string cabinet, string journal, TimeProvider time, ILogger log)
{
    /// <summary>
    /// Acknowledgements taken in a second: each costs Control a signature check, and a receiver sends at most 20 (it
    /// gathers them for 50 ms). One that is passed over is made up for by the next, or by publishing again.
    /// </summary>
    public const int PerSecondMax = 50;

    /// <summary>Largest message that is looked at.</summary>
    public const int BytesMax = 4096;

    private readonly PerSecond taken = new(PerSecondMax, time);

    /// <summary>Reads one message.</summary>
    public AckFate Read(ReadOnlyMemory<byte> payload, long published, out AckReceived? ack)
    {
        ack = null;
        if (!taken.MayTake()) return AckFate.TooMany;
        if (payload.Length > BytesMax) return Garbled($"{payload.Length} bytes");
        if (!CoseSign1.TryPayload(payload, out var inner)) return Garbled("not a COSE_Sign1 of the contract's profile");
        if (!UplinkJson.TryReadAck(inner.Span, out var read, out var fault)) return Garbled(fault);
        if (read!.Cabinet != cabinet || read.Journal != journal) return AckFate.OfAnother;
        if (read.Through > published) log.AckBeyond(read.Through, published);
        var signed = ImmutableCollectionsMarshal.AsImmutableArray(payload.ToArray());
        ack = new AckReceived(signed, read.Cabinet, read.Journal, read.Through, read.Resend, read.Issued, published);
        return AckFate.Taken;
    }

    private AckFate Garbled(string fault)
    {
        log.AckGarbled(fault);
        return AckFate.Garbled;
    }
}
