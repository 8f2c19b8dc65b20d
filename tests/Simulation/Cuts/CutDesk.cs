using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Tests.Control.Commands;
using YongAi.Edge.Tests.Scenarios;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>What comes from outside the cabinet: the codes of a rider's phone, and the cloud's command, sent until it is answered.</summary>
internal sealed class CutDesk(CutWay way) : IDisposable
{
    private const string Id = "open";
    private static readonly TimeSpan SendsEvery = TimeSpan.FromSeconds(20);

    private readonly CodeWriterIssuer issuer = CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-credential.pem"), "demo");
    private readonly CommandPen pen = new();
    private SimulatedPhone? phone;
    private bool drawn;

    public TimeSpan? NextDeadline { get; private set; }

    /// <summary>The cloud has a command for this cabinet from now on.</summary>
    public void Begin(TimeSpan now) => NextDeadline = way.OpensByCommand is null ? null : now;

    /// <summary>What the cloud sends now, or null.</summary>
    public CommandReceived? Sends(TimeSpan now, IReadOnlyList<Entry> seen)
    {
        if (!(NextDeadline <= now)) return null;
        if (seen.Any(entry => entry.Event is CommandDone)) NextDeadline = null;
        else NextDeadline = now + SendsEvery;
        if (NextDeadline is null) return null;
        if (drawn) return pen.Again(Id);
        drawn = true;
        return pen.Draw(CommandType.SlotOpen.Name(), ScenarioCabinet.Morning + now, $"id={Id}", $"slot={way.OpensByCommand}", "life=600",
            $"cabinet={CutSite.Usual.Edge.Plan.Cabinet}");
    }

    public string Draw(string purpose, DateTimeOffset at)
    {
        phone ??= issuer.Phone("chen", ["swap:48V24Ah"], ScenarioCabinet.Morning.AddHours(-1), TimeSpan.FromDays(6),
            way.GapMinutes > 0 ? (60, way.GapMinutes * 60) : null);
        return phone.Draw(purpose, at);
    }

    public void Dispose()
    {
        pen.Dispose();
    }
}
