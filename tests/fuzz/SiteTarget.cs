using System.Net;
using System.Text.RegularExpressions;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Host.Site;
using YongAi.Simulators.Fuzz;
using YongAi.Simulators.Fuzz.Words;

namespace YongAi.Edge.Fuzz;

/// <summary>
/// Site files. Judged: every fault is named in both languages with its place, and what has no fault can be run: a cabinet is
/// made of it and started.
/// </summary>
public sealed partial class SiteTarget : JsonTarget, IJournal, IRigOutside
{
    private readonly WorkFolder folder = new();
    private readonly string file;
    private readonly Func<string, SiteReading> read;

    /// <param name="seeds">Site files to begin from.</param>
    /// <param name="read">Another reader, for the test that the judge bites; the edge's own when left out.</param>
    public SiteTarget(SeedFiles seeds, Func<string, SiteReading>? read = null)
    {
        this.read = read ?? SiteFile.Read;
        Good = [.. seeds.Names("sites", "*.json").SelectMany(name => new[] { seeds.Bytes("sites/" + name),
            SmallSite.Of(seeds, name, slots: 2, packs: 2), SmallSite.Of(seeds, name, slots: 1, packs: 1) }),
            SmallSite.WithThresholds(seeds, "swap-12.json")];
        Directory.CreateDirectory(folder.PathOf("sites"));
        Directory.CreateDirectory(folder.PathOf("issuers"));
        File.WriteAllBytes(folder.PathOf("issuers/demo.json"), SmallSite.Keys(seeds, 1)[0]);
        file = folder.PathOf("sites/site.json");
    }

    public override string Name => "site";

    /// <summary>
    /// A file of 8 KB with up to 200 faults in two languages, and serial patterns: one of 200 characters can take 58 MB
    /// (measured), as .NET bounds its automaton by itself.
    /// </summary>
    public override long AllocatedMax => 96 * 1024 * 1024;

    protected override IReadOnlyList<byte[]> Good { get; }

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }

    protected override Outcome Try(byte[] json, Meter meter)
    {
        File.WriteAllBytes(file, json);
        meter.Begin();
        var reading = read(file);
        meter.End();
        foreach (var fault in reading.Faults.Concat(reading.Warnings))
            if (fault.Chinese.Length == 0 || fault.English.Length == 0 || fault.Place.Length == 0)
                throw new FuzzFinding($"a fault without words: {fault}");
        if (reading.Settings is null != reading.Faults.Length > 0) throw new FuzzFinding("faults and settings, or neither");
        if (reading.Settings is not { } settings) return Outcome.Rejected(Kind(reading.Faults[0].English));
        Judge(settings);
        return Outcome.Accepted;
    }

    void IJournal.Hand(ImmutableArray<Entry> entries) { }

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes) { }

    void IRigOutside.Drive(BankId bank, ulong levels, ulong mask) { }

    void IRigOutside.Run(Errand errand) { }

    private void Judge(SiteSettings settings)
    {
        var plan = settings.Plan;
        if (!Id().IsMatch(plan.Cabinet) || plan.Cabinet == "trust" || !IPAddress.IsLoopback(settings.Host.Http.Address))
            throw new FuzzFinding($"cabinet '{plan.Cabinet}' at {settings.Host.Http}");
        if (plan.Slots.Length > 32 || plan.Slots.IsEmpty && plan.Channels.IsEmpty || plan.Slots.Select(slot => slot.Slot).Distinct().Count() != plan.Slots.Length)
            throw new FuzzFinding($"slots {string.Join(", ", plan.Slots.Select(slot => slot.Slot))}");
        if (plan.HandOutFrom.Percent is < 20 or > 100 || plan.Charging.Lease <= TimeSpan.Zero)
            throw new FuzzFinding($"hand out from {plan.HandOutFrom}, lease {plan.Charging.Lease}");
        var now = new Moment(TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch, TimeTrust.Untrusted);
        var rig = new Rig(settings.Wiring, plan, Ledger.Empty, this, now, this);
        rig.Tell(new Start("00000000000000b1", "00000000000000a1", "0", false), now);
        foreach (var line in settings.Wiring.Lines) rig.LineUp(line.Line, now);
        foreach (var bank in settings.Wiring.Banks)
        {
            rig.PinsUp(bank.Bank, now);
            rig.PinsRead(bank.Bank, ulong.MaxValue, now);
        }
    }

    /// <summary>The beginning of a fault without what was in the file.</summary>
    private static string Kind(string fault)
    {
        var words = Own().Replace(fault, "…");
        return words.Length > 32 ? words[..32] : words;
    }

    [GeneratedRegex(@"'[^']*'|-?[0-9][-+0-9.eE]*", RegexOptions.CultureInvariant)]
    private static partial Regex Own();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
