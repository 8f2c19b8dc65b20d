using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Host.Relay;

/// <summary>
/// The real Control of a cabinet without slots: it judges what the relay hands it, and its errands go back to the
/// relay.
/// </summary>
public sealed class AckJudge
{
    private readonly Lock gate = new();
    private Cabinet cabinet;

    public AckJudge()
    {
        var plan = new SitePlan(EventExamples.Cabinet, null, [], new PackBook([]), TestTrust.Demo(),
            new CodePolicy(true, TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromMinutes(15), 60, 0), new SwapTimes(),
            new ChargeLimits(0, TimeSpan.FromSeconds(30), new Celsius(0), new Celsius(45), new StateOfCharge(100),
                new StateOfCharge(95)), new StateOfCharge(90));
        cabinet = new Cabinet(plan, Ledger.Empty with { Journal = EventExamples.Journal }, Image.Dark(plan, TimeSpan.Zero));
    }

    /// <summary>Where the errands go.</summary>
    public Action<long, bool>? MoveOutbox { get; set; }

    /// <summary>Where its events go.</summary>
    public Action<Event> Happened { get; set; } = _ => { };

    /// <summary>Acknowledgements that Control looked at.</summary>
    public int Judged { get; private set; }

    /// <summary>A genuine one went beyond what was published.</summary>
    public bool SawTooMuch
    {
        get { lock (gate) return cabinet.Image.AckBeyondPublished; }
    }

    public void Take(Input input)
    {
        lock (gate)
        {
            var now = new Moment(TimeSpan.FromSeconds(1), DateTimeOffset.UtcNow, TimeTrust.Assumed);
            (cabinet, var decision) = CabinetStep.Step(cabinet, input, now);
            if (input is AckReceived) Judged++;
            foreach (var happened in decision.Events.OfType<OutboxTrimmed>()) Happened(happened);
            foreach (var move in decision.Effects.OfType<MoveOutbox>()) MoveOutbox!(move.Through, move.Resend);
        }
    }
}
