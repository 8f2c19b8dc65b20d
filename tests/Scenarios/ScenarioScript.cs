using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Tests.Control.Codes;
using YongAi.Edge.Tests.Control.Commands;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// Plays a scenario: lines that begin with <c>&gt;</c> are done, what the cabinet decides is written under them. The words:
/// <c>stock [PACKS]</c>, <c>scan RIDER [CLASS]</c>, <c>put SLOT SERIAL CHARGE</c>, <c>take SLOT</c>, <c>close SLOT</c>, <c>open SLOT</c>,
/// <c>wait SECONDS</c>, <c>await open SLOT</c>, <c>jam SLOT</c>, <c>free SLOT</c>, <c>mute SLOT</c>, <c>speak SLOT</c>,
/// <c>presence SLOT on|off|true</c>, <c>heat SLOT CELSIUS</c>, <c>fault SLOT FAULTS</c>, <c>charge SLOT PERCENT</c>,
/// <c>later SECONDS</c>, <c>ink SECONDS</c>, <c>board down|up</c>, <c>restart [written]</c>,
/// <c>command TYPE [WORD=VALUE]</c> (see <see cref="CommandPen"/>), <c>command again ID</c>, <c>crew NAME PURPOSE [ACT]</c>, <c>crew again</c>,
/// <c>clock TRUST</c>,
/// <c>charge PERCENT</c> (of all), <c>serial SLOT SERIAL</c>, <c>flap SLOT SECONDS</c>, <c>suppression SLOT</c>, <c>gap MINUTES</c> (of
/// phones from now on), <c>cloud heard</c>, <c>scan forged RIDER</c>, <c>limit RIDER OFFLINE_SWAPS LEAST_SECONDS</c>,
/// <c>cross SLOT OTHER</c> (its lock opens the other door; <c>cross SLOT SLOT</c> mends it), <c>site allowance SWAPS</c>, <c>site refuse SERIAL</c>,
/// <c>sensors</c> (fits them all, see <see cref="ScenarioSensors"/>), <c>contact NAME on|off|silent</c>, <c>gauge NAME VALUE|silent</c>,
/// <c>output NAME dead|mute|sticks|sound</c>, <c>hour HOUR</c> (local time of the wall clock).
/// <c>site row SLOT...</c> (these stand in one row), <c>site sensors SLOT</c> (air and smoke are measured in it), <c>site contactor</c>,
/// <c>site heater SLOT</c>, <c>site takes AMPS</c> (each pack at its best temperature), <c>site cap WATTS</c>, <c>site chargers MOST</c> (so many at the same time), <c>site holds AMPERE_HOURS</c>, <c>site cycles LIMIT</c>, <c>site volts LEAST MOST</c>, <c>air SLOT CELSIUS</c>, <c>smoke SLOT on|off</c>, <c>warm SLOT KELVIN_A_MINUTE</c>, <c>cells SLOT LOWEST HIGHEST</c>,
/// <c>volts SLOT VOLTS</c>, <c>amps SLOT AMPS|true</c>, <c>health SLOT PERCENT</c>, <c>cycles SLOT COUNT</c>, <c>stutter SLOT TIMES</c> (falls
/// silent for two seconds every four), <c>shelf</c> (fits goods, see <see cref="ScenarioShelf"/>), <c>channel NAME STATE</c>,
/// <c>bank PLACE SERIAL CHARGE</c>, <c>bank PLACE none</c>, <c>want RIDER ITEM</c>, <c>tag TAG</c> (held before the bin), <c>falls in</c> (into the bin), <c>hot DATE</c>, <c>opens FROM TO</c> (hours of the day).
/// </summary>
internal sealed class ScenarioScript : IDisposable
{
    private readonly CodeWriterIssuer _issuer;
    private readonly Dictionary<string, SimulatedPhone> _phones = [];
    private readonly CodeWriterIssuer _crewIssuer;
    private readonly CommandPen _pen = new();
    private readonly ScenarioCabinet _cabinet;
    private string? _lastCode;
    private TimeSpan _leastGap;

    /// <param name="limits">The thresholds of safety; those of a site that says nothing where there are none.</param>
    public ScenarioScript(SafetyLimits? limits = null)
    {
        _issuer = CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-credential.pem"), "demo");
        _crewIssuer = CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-crew.pem"), "demo-crew");
        _cabinet = new ScenarioCabinet(TestTrust.Demo(), limits ?? SafetyLimits.Default);
    }

    public ScenarioCabinet Cabinet => _cabinet;

    /// <summary>The whole text anew: comments and commands as they are, and what the cabinet decides now.</summary>
    public string Play(string text)
    {
        var played = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith('#')) played.Append(line).Append('\n');
            if (!line.StartsWith("> ", StringComparison.Ordinal)) continue;
            played.Append(line).Append('\n');
            Do(line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            foreach (var told in _cabinet.Tell()) played.Append("    ").Append(told).Append('\n');
        }
        return played.ToString();
    }

    public void Dispose()
    {
        _pen.Dispose();
    }

    private void Do(string[] words)
    {
        switch (words)
        {
            case ["shelf"]:
                _cabinet.FitShelf();
                _cabinet.Wait(TimeSpan.FromSeconds(2));
                _cabinet.Tell();
                break;
            case ["channel", var channel, var does]:
                Shelf.Set(channel, does);
                break;
            case ["bank", var place, "none"]:
                Shelf.Lay(place, null, 0);
                break;
            case ["bank", var place, var serial, var charge]:
                Shelf.Lay(place, serial, int.Parse(charge, CultureInfo.InvariantCulture));
                break;
            case ["tag", var tag]:
                Shelf.Bring(tag, _cabinet.Told);
                break;
            case ["falls", "in"]:
                Shelf.Bring(null, _cabinet.Told);
                break;
            case ["want", var rider, var item]:
                if (!_phones.TryGetValue($"goods {rider}", out var hungry))
                    _phones.Add($"goods {rider}", hungry = _issuer.Phone(rider, ["goods", "swap:48V24Ah"], _cabinet.Moment.Wall.AddHours(-1), TimeSpan.FromDays(6)));
                _cabinet.Scan(_lastCode = hungry.Draw($"goods:{item}", _cabinet.Moment.Wall));
                break;
            case ["hot", var hot]:
                _cabinet.Resite(plan => plan with { Goods = plan.Goods with { HotDays = [DateOnly.ParseExact(hot, "yyyy-MM-dd", CultureInfo.InvariantCulture)] } });
                break;
            case ["opens", var from, var to]:
                var span = new OpenSpan(TimeSpan.FromHours(Number(from)), TimeSpan.FromHours(Number(to)));
                _cabinet.Resite(plan => plan with { Goods = plan.Goods with { Hours = new OpeningHours([.. Enumerable.Repeat(ImmutableArray.Create(span), 7)],
                    ImmutableSortedDictionary<DateOnly, ImmutableArray<OpenSpan>>.Empty) } });
                break;
            case ["sensors"]:
                _cabinet.FitSensors();
                break;
            case ["contact", var contact, var word]:
                Sensors.Contact(contact, word switch { "on" => true, "off" => false, "silent" => null, _ => throw new InvalidOperationException(word) });
                break;
            case ["gauge", var gauge, var value]:
                Sensors.Gauge(gauge, value == "silent" ? null : double.Parse(value, CultureInfo.InvariantCulture));
                break;
            case ["output", var output, var state]:
                Sensors.Output(output, state);
                break;
            case ["hour", var hour]:
                var local = _cabinet.Moment.Wall.ToOffset(_cabinet.Cabinet.Plan.SelfTest.UtcOffset);
                _cabinet.Shift += TimeSpan.FromHours((int.Parse(hour, CultureInfo.InvariantCulture) - local.Hour + 24) % 24);
                break;
            case ["stock", .. var packs]:
                Stock(packs is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 11);
                break;
            case ["scan", "again"]:
                _cabinet.Scan(_lastCode!);
                break;
            case ["scan", "forged", var rider]:
                _cabinet.Scan(Forged(Phone(rider, "48V24Ah").Draw("swap", _cabinet.Moment.Wall)));
                break;
            case ["limit", var rider, var offlineSwaps, var leastSeconds]:
                _phones.Add(rider, _issuer.Phone(rider, ["swap:48V24Ah"], ScenarioCabinet.Morning.AddHours(-1), TimeSpan.FromDays(6),
                    (int.Parse(offlineSwaps, CultureInfo.InvariantCulture), int.Parse(leastSeconds, CultureInfo.InvariantCulture))));
                break;
            case ["site", "allowance", var swaps]:
                _cabinet.Resite(plan => plan with
                {
                    Codes = plan.Codes with { OfflineAllowance = int.Parse(swaps, CultureInfo.InvariantCulture) },
                });
                break;
            case ["site", "refuse", var serial]:
                _cabinet.Resite(plan => plan with { Packs = plan.Packs with { Refused = plan.Packs.Refused.Add(serial) } });
                break;
            case ["site", "row", .. var slots]:
                _cabinet.Resite(plan => plan with
                {
                    Rows = new SlotRows(plan.Rows.Rows.Add(SlotSet.Of(slots.Select(slot => int.Parse(slot, CultureInfo.InvariantCulture))))),
                });
                break;
            case ["site", "lent", var lent, var forHours]:
                _cabinet.Resite(plan => plan with { Goods = plan.Goods with
                {
                    Items = [.. plan.Goods.Items.Select(item => item.Id.Name == lent ? item with { LentFor = TimeSpan.FromHours(Number(forHours)), Quota = null } : item)],
                } });
                break;
            case ["site", "two-persons", var act]:
                _cabinet.Resite(plan => plan with { TwoPersons = [CommandTypes.OfAct(act)!.Value] });
                break;
            case ["site", "sensors", var slot]:
                _cabinet.Resite(plan => plan with
                {
                    Gauges = [new GaugePlan(new GaugeId("air"), GaugeUse.Air, new SlotNumber(Door(slot).Number))],
                    Contacts = [new ContactPlan(new ContactId("smoke"), ContactUse.Smoke, new SlotNumber(Door(slot).Number))],
                });
                break;
            case ["site", "chargers", var most]:
                _cabinet.Resite(plan => plan with { Charging = plan.Charging with { MaxCharging = int.Parse(most, CultureInfo.InvariantCulture) } });
                break;
            case ["site", "cap", var watts]:
                _cabinet.Resite(plan => plan with { Energy = plan.Energy with { CapWatts = Number(watts) } });
                break;
            case ["site", "holds", var ampHours]:
                _cabinet.Resite(plan => plan with
                {
                    Packs = plan.Packs with { Patterns = [.. plan.Packs.Patterns.Select(p => p with { Holds = Number(ampHours) })] },
                });
                break;
            case ["site", "contactor"]:
                _cabinet.Resite(plan => plan with { Outputs = [new OutputPlan(new OutputId("main"), OutputUse.Contactor)] });
                break;
            case ["site", "heater", var slot]:
                _cabinet.Resite(plan => plan with
                {
                    Outputs = plan.Outputs.Add(new OutputPlan(new OutputId($"heater-{slot}"), OutputUse.Heater, new SlotNumber(Door(slot).Number))),
                });
                break;
            case ["site", "takes", var amps]:
                _cabinet.Resite(plan => plan with
                {
                    Packs = plan.Packs with { Patterns = [.. plan.Packs.Patterns.Select(p => p with { MostAmps = new(Number(amps)) })] },
                });
                break;
            case ["site", "volts", var least, var most]:
                _cabinet.Resite(plan => plan with
                {
                    Packs = plan.Packs with { Patterns = [.. plan.Packs.Patterns.Select(p => p with { Least = new(Number(least)), Most = new(Number(most)) })] },
                });
                break;
            case ["site", "cycles", var limit]:
                _cabinet.Resite(plan => plan with
                {
                    Packs = plan.Packs with
                    {
                        Patterns = [.. plan.Packs.Patterns.Select(p => p with { CyclesMost = int.Parse(limit, CultureInfo.InvariantCulture) })],
                    },
                });
                break;
            case ["stutter", var slot, var times]:
                for (var n = 0; n < int.Parse(times, CultureInfo.InvariantCulture); n++)
                    foreach (var mute in (bool[])[true, false])
                    {
                        Door(slot).PackMute = mute;
                        _cabinet.Wait(TimeSpan.FromSeconds(2));
                    }
                break;
            case ["scan", "text", var text]:
                _cabinet.Scan(text);
                break;
            case ["scan", var rider, .. var rest]:
                _cabinet.Scan(_lastCode = Phone(rider, rest is [var packClass, ..] ? packClass : "48V24Ah")
                    .Draw(rest is [_, var purpose] ? purpose : "swap", _cabinet.Moment.Wall));
                break;
            case ["command", "again", var id]:
                _cabinet.Told(_pen.Again(id));
                break;
            case ["command", var type, .. var parts]:
                _cabinet.Told(_pen.Draw(type, _cabinet.Moment.Wall, parts));
                break;
            case ["crew", "again"]:
                _cabinet.Scan(_lastCode!);
                break;
            case ["crew", var crew, var act, .. var rights]:
                _cabinet.Scan(_lastCode = Badge(crew, rights).Draw(act, _cabinet.Moment.Wall));
                break;
            case ["clock", var trust]:
                _cabinet.Trust = Enum.Parse<TimeTrust>(trust, ignoreCase: true);
                break;
            case ["wait", var seconds]:
                _cabinet.Wait(Seconds(seconds));
                break;
            case ["later", var seconds]:
                _cabinet.Later(Seconds(seconds));
                break;
            case ["await", "open", var slot]:
                Await(Door(slot));
                break;
            case ["gap", var minutes]:
                _leastGap = TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture));
                break;
            case ["charge", var percent]:
                foreach (var door in _cabinet.Doors) door.Charge = int.Parse(percent, CultureInfo.InvariantCulture);
                break;
            case ["cloud", "heard"]:
                _cabinet.Told(Acknowledged());
                break;
            case ["suppression", var slot]:
                _cabinet.FitSuppression(Door(slot).Number);
                break;
            case ["ink", var seconds]:
                _cabinet.InkTakes = Seconds(seconds);
                break;
            case ["board", var state]:
                _cabinet.BoardUp = state == "up";
                break;
            case ["restart", .. var how]:
                _cabinet.Restart(inkLost: how is not ["written"]);
                break;
            case ["cross", var slot, var other]:
                Door(slot).CrossedWith = Door(other);
                break;
            case [var verb, var slot, .. var rest]:
                Handle(verb, Door(slot), rest);
                break;
            default:
                throw new InvalidOperationException($"no such command: {string.Join(' ', words)}");
        }
    }

    private ScenarioShelf Shelf => _cabinet.Shelf ?? throw new InvalidOperationException("> shelf first");

    private ScenarioSensors Sensors => _cabinet.Sensors ?? throw new InvalidOperationException("> sensors first");

    private static void Handle(string verb, Door door, string[] rest)
    {
        switch (verb, rest)
        {
            case ("put", [var serial, var charge]) when door is { Open: true, Pack: null }:
                (door.Pack, door.Charge) = (serial, int.Parse(charge, CultureInfo.InvariantCulture));
                break;
            case ("serial", [var serial]) when door.Pack is not null:
                door.Pack = serial;
                break;
            case ("flap", [var seconds]):
                door.FlapsFor = Seconds(seconds);
                break;
            case ("take", []) when door is { Open: true, Pack: not null }:
                door.Pack = null;
                break;
            case ("steal", []):
                door.Pack = null;
                break;
            case ("close", []) when door.Open:
                door.Open = false;
                break;
            case ("open", []):
                door.Open = true;
                break;
            case ("jam", []) or ("free", []):
                door.Jammed = verb == "jam";
                break;
            case ("mute", []) or ("speak", []):
                door.PackMute = verb == "mute";
                break;
            case ("presence", [var state]):
                door.PresenceStuck = state == "true" ? null : state == "on";
                break;
            case ("heat", [var celsius]):
                door.Celsius = double.Parse(celsius, CultureInfo.InvariantCulture);
                break;
            case ("charge", [var percent]):
                door.Charge = int.Parse(percent, CultureInfo.InvariantCulture);
                break;
            case ("air", [var celsius]):
                door.Air = Number(celsius);
                break;
            case ("smoke", [var state]):
                door.Smokes = state == "on";
                break;
            case ("warm", [var kelvinAMinute]):
                door.Warms = Number(kelvinAMinute);
                break;
            case ("cells", [var lowest, var highest]):
                door.Cells = new CellRange(new(Number(lowest)), new(Number(highest)));
                break;
            case ("volts", [var volts]):
                door.Volts = Number(volts);
                break;
            case ("amps", [var amps]):
                door.AmpsStuck = amps == "true" ? null : Number(amps);
                break;
            case ("health", [var percent]):
                door.Health = int.Parse(percent, CultureInfo.InvariantCulture);
                break;
            case ("cycles", [var count]):
                door.Cycles = int.Parse(count, CultureInfo.InvariantCulture);
                break;
            case ("fault", [var faults]):
                door.Faults = Enum.Parse<PackFaults>(faults);
                break;
            default:
                throw new InvalidOperationException($"slot {door.Number}: cannot {verb} {string.Join(' ', rest)} as things are");
        }
    }

    /// <summary>Packs nearly full from slot 1 on, the rest empty, and time for the cabinet to have read them all.</summary>
    private void Stock(int packs)
    {
        for (var n = 1; n <= packs; n++)
            (_cabinet.Door(n).Pack, _cabinet.Door(n).Charge) = ($"YA4824{n:0000000000}", n == 7 ? 99 : 97);
        _cabinet.Wait(TimeSpan.FromSeconds(6));
        _cabinet.Tell();
    }

    private void Await(Door door)
    {
        for (var i = 0; i < 300 && !door.Open; i++) _cabinet.Wait(TimeSpan.FromMilliseconds(100));
        if (!door.Open) throw new InvalidOperationException($"door {door.Number} did not open within 30 s");
    }

    /// <summary>One character of the signature is another one: the lowest of a group of three, so that it is still Base45.</summary>
    private static string Forged(string code)
    {
        var at = "YA1:".Length + (code.Length - "YA1:".Length) / 3 * 3 - 9;
        return $"{code[..at]}{(code[at] == '0' ? '1' : '0')}{code[(at + 1)..]}";
    }

    /// <summary>The phone of a rider who may swap a class of packs.</summary>
    public SimulatedPhone Phone(string rider, string packClass)
    {
        if (!_phones.TryGetValue(rider, out var phone))
            _phones.Add(rider, phone = _issuer.Phone(rider, [$"swap:{packClass}"], ScenarioCabinet.Morning.AddHours(-1), TimeSpan.FromDays(6),
                _leastGap > TimeSpan.Zero ? (60, (int)_leastGap.TotalSeconds) : null));
        return phone;
    }

    /// <summary>The phone of a crew with the rights to these acts at the scenario's cabinet; every act where none is named.</summary>
    public SimulatedPhone Badge(string name, IReadOnlyList<string> acts)
    {
        if (!_phones.TryGetValue($"crew {name}", out var phone))
            _phones.Add($"crew {name}", phone = _crewIssuer.Phone(name,
                [.. (acts.Count == 0 ? EveryAct : acts).Select(act => $"crew:{act}")], ScenarioCabinet.Morning.AddHours(-1), TimeSpan.FromDays(6),
                audience: "NB-TEST-01"));
        return phone;
    }

    private static readonly string[] EveryAct =
        ["slot.open", "slot.disable", "slot.enable", "slot.clear", "cabinet.pause", "cabinet.resume", "transaction.cancel", "stock.count", "stock.fill", "swap.assist"];

    /// <summary>The cloud's signed word that it has the first event.</summary>
    private AckReceived Acknowledged()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Repository.Path("seeds/issuers/demo-ack.pem")));
        const string journal = "7f3a000000000001";
        var issued = _cabinet.Moment.Wall.ToUnixTimeSeconds();
        byte[] signed = Draft.Sign(key, new Pairs { (1, -7), (4, Draft.KidOf(key)) }, "{}"u8.ToArray(), "v1/ack"u8.ToArray());
        return new AckReceived([.. signed], _cabinet.Cabinet.Plan.Cabinet, journal, 1,
            false, issued, 1);
    }

    private Door Door(string slot) => _cabinet.Door(int.Parse(slot, CultureInfo.InvariantCulture));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
