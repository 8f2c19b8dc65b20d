using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Host.Relay;

/// <summary>What became of a message on the command topic.</summary>
public enum CommandFate { Taken, Garbled, TooMany }

/// <summary>
/// Opens a command and hands over its fields together with the signed bytes; whether it is genuine, ours, in time and new is judged
/// in Control. What cannot be read goes there too, with its id where it has one: it is refused there and not forgotten here.
/// </summary>
public sealed class CommandIntake(TimeProvider time, ILogger log)
{
    /// <summary>
    /// Commands taken in a second: each costs Control a signature check, and people give orders more slowly. One that is passed over
    /// gets no answer, and its sender sends it again under the same id.
    /// </summary>
    public const int PerSecondMax = 10;

    /// <summary>Largest message that is opened.</summary>
    public const int BytesMax = 4096;

    private readonly PerSecond taken = new(PerSecondMax, time);

    /// <summary>Reads one message.</summary>
    public CommandFate Read(ReadOnlyMemory<byte> payload, out CommandReceived? command)
    {
        command = null;
        if (!taken.MayTake()) return CommandFate.TooMany;
        if (payload.Length > BytesMax || !CoseSign1.TryPayload(payload, out var inner))
        {
            log.CommandGarbled(payload.Length > BytesMax ? $"{payload.Length} bytes" : "not a COSE_Sign1 of the contract's profile");
            command = new CommandReceived([], null, null);
            return CommandFate.Garbled;
        }
        var read = UplinkJson.TryReadCommand(inner, out var message, out var id, out var fault);
        if (!read) log.CommandGarbled(fault);
        command = new CommandReceived(ImmutableCollectionsMarshal.AsImmutableArray(payload.ToArray()), id, read ? Words(message!) : null);
        return read ? CommandFate.Taken : CommandFate.Garbled;
    }

    private static CommandWords Words(Command command)
    {
        var args = command.Args;
        RiderId? rider = args?.Rider is { } named ? new RiderId(named.Iss, named.Sub) : null;
        return new CommandWords(command.Cabinet, command.Type, new CommandTarget(args?.Slot, args?.Swap, rider, args?.Frozen ?? true),
            command.Issued, command.Expires, command.By, command.Reason);
    }
}
