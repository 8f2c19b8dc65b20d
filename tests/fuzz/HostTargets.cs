using Microsoft.Extensions.Logging.Abstractions;
using YongAi.Edge.Host.Relay;
using YongAi.Simulators.Fuzz;
using YongAi.Simulators.Fuzz.Codes;
using YongAi.Simulators.Fuzz.Words;

namespace YongAi.Edge.Fuzz;

/// <summary>Makes the targets that know the host.</summary>
public static class HostTargets
{
    /// <summary>A target that is ready to be fed.</summary>
    /// <param name="name">A name of <see cref="FuzzCatalogue"/> that belongs here.</param>
    /// <param name="seeds">Valid inputs.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="alone">Nobody else works in this process, so that what all its threads allocate is the server's.</param>
    public static FuzzTarget Make(string name, SeedFiles seeds, int seed, bool alone) => name switch
    {
        "site" => new SiteTarget(seeds),
        "trust" => new TrustTarget(seeds),
        "journal-row" => new RowTarget(),
        "snapshot" => new SnapshotTarget(LivedLedgers.Of(seeds, seed)),
        "journal-file" => new JournalFileTarget(LivedLedgers.Of(seeds, seed)),
        "last-end" => new LastEndTarget(),
        "ack-intake" => AckIntake(name, seeds, seed),
        "command-intake" => CommandIntake(name, seeds, seed),
        "http" => new HttpTarget(name, new EdgeServer(seeds), alone),
        "http-cloud" => new HttpTarget(name, new CloudServer(seeds), alone),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no target of this program"),
    };

    private static AckTarget AckIntake(string name, SeedFiles seeds, int seed)
    {
        var intake = new AckIntake(StillCodes.Cabinet, AckTarget.Journal, new HastyTime(), NullLogger.Instance);
        return new AckTarget(name, FuzzTargets.Codes(seeds, seed), FuzzTargets.Drawn(seed, name), (bytes, published) =>
            intake.Read(bytes, published, out var ack) == AckFate.Taken == ack is not null ? ack
                : throw new FuzzFinding("taken without an ack, or not taken with one"));
    }

    private static SignedCommandTarget CommandIntake(string name, SeedFiles seeds, int seed)
    {
        var intake = new CommandIntake(new HastyTime(), NullLogger.Instance);
        return new SignedCommandTarget(name, seeds, FuzzTargets.Codes(seeds, seed), FuzzTargets.Drawn(seed, name), open: bytes =>
        {
            intake.Read(bytes, out var command);
            return command ?? throw new FuzzFinding("a command was passed over that came alone in its second");
        });
    }
}

/// <summary>A clock that is a second on at each look, so that nothing is passed over for coming too fast.</summary>
public sealed class HastyTime : TimeProvider
{
    private long looks;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => ++looks;
}
