using System.Text.Json.Nodes;

namespace YongAi.Edge.Tests.Host.Site;

/// <summary>Ways to spoil the demo site, each with the whole list of faults it leads to.</summary>
internal static class BrokenSites
{
    public static IReadOnlyDictionary<string, (Action<JsonObject> Spoil, string[] Faults)> Table { get; } =
        new Dictionary<string, (Action<JsonObject>, string[])>
        {
            ["an unknown key"] = (site => site["lokcs"] = 1,
                ["lokcs: 'lokcs' is not known here; known are: $schema, cabinet, site, issuers, hand_out_from, clock, data, cloud, http, "
                    + "utc_offset, door, store, commissioning, sysfs, bus_record_mb, lines, lock_boards, relay_boards, scanners, dispensers, tag_readers, lockers, slots, pins, io_boards, contacts, outputs, counters, relay_channels, kernel_gauges, gauges, supplies, charging, packs, goods, refused, lists, codes, times, swaps, energy, self_test, safety, slot_rows, return_bins, two_persons"]),
            ["a thing that is nowhere explained"] = (site => Goods(site, """{ "channel": "tap", "item": "tee", "relay": "io/4", "pulse_ms": 3000, "counter": "drop" }"""),
                ["relay_channels[0].item: there is no 'tee' in goods.items; did you mean 'tea'?"]),
            ["a thing that nobody sees come"] = (site => Goods(site, """{ "channel": "tap", "item": "tea", "relay": "io/4", "pulse_ms": 3000 }"""),
                ["relay_channels[0]: no sensor sees what comes out: name a counter (or fit a drop_sensor); a motor that turned is no thing that came"]),
            ["a counter of two channels"] = (site => Goods(site, """
                { "channel": "tap", "item": "tea", "relay": "io/4", "pulse_ms": 3000, "counter": "drop" },
                { "channel": "tap-2", "item": "tea", "relay": "io/5", "pulse_ms": 3000, "counter": "drop" }
                """),
                ["relay_channels[1].counter: counter 'drop' is relay_channels[0] already: nobody could say where a thing passed"]),
            ["a bin that nobody can tell from a channel"] = (site =>
                {
                    Goods(site, """{ "channel": "tap", "item": "tea", "relay": "io/4", "pulse_ms": 3000, "counter": "drop" }""");
                    site["return_bins"] = JsonNode.Parse("""[ { "name": "bin", "item": "tea", "reader": "tags", "counter": "drop" } ]""");
                },
                ["return_bins[0].counter: counter 'drop' is relay_channels[0] already: nobody could say where a thing passed",
                    "return_bins[0].reader: there is no 'tags' in tag_readers"]),
            ["a counter that is not there"] = (site => Goods(site, """{ "channel": "tap", "item": "tea", "relay": "io/4", "pulse_ms": 3000, "counter": "drip" }"""),
                ["relay_channels[0].counter: there is no 'drip' in counters; did you mean 'drop'?"]),
            ["hours that end before they begin"] = (site => Goods(site, "", """ "hours": [ { "from": "20:00", "to": "09:00" } ] """),
                ["goods.hours[0].to: it has to be later than 'from'; what goes on after midnight is a span of its own"]),
            ["a day that no calendar has"] = (site => Goods(site, "", """ "calendar": [ { "date": "2027-02-30" } ] """),
                ["goods.calendar[0].date: a date such as 2026-10-01 belongs here"]),
            ["more on hot days of what nobody counts"] = (site => Goods(site, "", """ "items": [ { "item": "tea", "zh": "热茶", "en": "tea", "per_hot_day": 4 } ] """),
                ["goods.items[0].per_hot_day: per_hot_day belongs beside per_day"]),
            ["a campaign that ends before it begins"] = (site => Goods(site, "", """
                "campaigns": [ { "name": "heat", "item": "tea", "from": "2027-08-31", "last": "2027-06-20", "budget": 10, "per_rider": 1 } ]
                """),
                ["goods.campaigns[0].last: it cannot be before 'from'"]),
            ["a contactor on a pin"] = (site => Sensing(site, "outputs", """{ "name": "main", "use": "contactor", "pin": { "at": "header/GPIO5" } }"""),
                ["outputs[0].pin: a heater, a contactor or suppression has to be ended by hardware: wire it to a timed relay (\"relay\") of io_boards; "
                    + "a pin stays on when the program dies"]),
            ["a heater of no slot"] = (site => Sensing(site, "outputs", """{ "name": "heater", "use": "heater", "relay": "io/1" }"""),
                ["outputs[0]: a heater warms the pack of one slot: say which (slot)"]),
            ["a contact nowhere"] = (site => Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke" }"""),
                ["contacts[0]: one of 'pin' and 'input' belongs here, and only one"]),
            ["a contact on a board that is not there"] = (site =>
                    Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke", "input": { "port": "oi/1" } }"""),
                ["contacts[0].input.port: there is no IO board 'oi'; add it to io_boards"]),
            ["an input beyond the board"] = (site =>
                    Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke", "input": { "port": "io/8" } }"""),
                ["contacts[0].input.port: IO board 'io' has inputs 0 to 7, not 8"]),
            ["one input twice"] = (site => Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke", "input": { "port": "io/1" } }""",
                    """{ "name": "water", "use": "flood", "input": { "port": "io/1" } }"""),
                ["contacts[1].input.port: io/1 is contacts[0].input.port already"]),
            ["one name for two sensors"] = (site => Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke", "input": { "port": "io/1" } }""",
                    """{ "name": "smoke", "use": "smoke", "input": { "port": "io/2" } }"""),
                ["contacts[1].name: contacts[0] is called 'smoke' already; choose another name"]),
            ["one pin twice"] = (site => Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke", "pin": { "at": "header/GPIO5" } }""",
                    """{ "name": "water", "use": "flood", "pin": { "at": "header/GPIO5" } }"""),
                ["contacts[1].pin.at: pin header/GPIO5 is contacts[0].pin already"]),
            ["a pin of a chip that is not named"] = (site =>
                    Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke", "pin": { "at": "haeder/GPIO5" } }"""),
                ["contacts[0].pin.at: there are no pins called 'haeder'; add them to pins; did you mean 'header'?"]),
            ["a pin without its chip"] = (site => Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke", "pin": { "at": "GPIO5" } }"""),
                ["contacts[0].pin.at: a bank and a pin belong here, for example \"header/GPIO17\"; a pin without a name goes by its number"]),
            ["a sensor of a slot that is not there"] = (site =>
                    Sensing(site, "contacts", """{ "name": "smoke", "use": "smoke", "slot": 13, "input": { "port": "io/1" } }"""),
                ["contacts[0].slot: there is no slot 13 in slots"]),
            ["a channel the kernel has not"] = (site =>
                    Sensing(site, "kernel_gauges", """{ "name": "cpu", "use": "board", "at": "hwmon/cpu_thermal/heat1" }"""),
                ["kernel_gauges[0].at: channel 'heat1' is not known; there are temp1, humidity1, in1, curr1, power1 (hwmon) and temp, "
                    + "humidityrelative, voltage0, current0, power0 (iio)"]),
            ["a place the kernel has not"] = (site =>
                    Sensing(site, "kernel_gauges", """{ "name": "cpu", "use": "board", "at": "thermal/thermal_zone0" }"""),
                ["kernel_gauges[0].at: hwmon/NAME/CHANNEL, iio/NAME/CHANNEL or w1/ID belongs here, for example hwmon/cpu_thermal/temp1"]),
            ["an unknown key in a slot"] = (site => Slot(site, 3)["led"] = "door/9",
                ["slots[3].led: 'led' is not known here; known are: slot, lock, door, slot_board, presence, pack, charger, suppression"]),
            ["a missing cabinet id"] = (site => site.Remove("cabinet"), ["cabinet: 'cabinet' is missing; add it"]),
            ["a cabinet id with a slash"] = (site => site["cabinet"] = "NB/1", ["cabinet: an id is 1 to 32 of A-Z a-z 0-9 - _, but not 'trust'"]),
            ["a cabinet id of 33"] = (site => site["cabinet"] = new string('A', 33), ["cabinet: an id is 1 to 32 of A-Z a-z 0-9 - _, but not 'trust'"]),
            ["a number in quotes"] = (site => site["hand_out_from"] = "90", ["hand_out_from: a number without quotes belongs here, not text"]),
            ["a fraction"] = (site => site["hand_out_from"] = 90.5, ["hand_out_from: an integer belongs here, without a fraction"]),
            ["a list for a text"] = (site => site["data"] = new JsonArray(), ["data: text in quotes belongs here, not an array"]),
            ["a null"] = (site => site["clock"] = null, ["clock: one of kernel, assumed belongs here"]),
            ["an object for a list"] = (site => site["scanners"] = new JsonObject(),
                ["scanners: an array [ … ] belongs here, not an object"]),
            ["a list for an object"] = (site => site["cloud"] = new JsonArray(), ["cloud: an object { … } belongs here, not an array"]),
            ["no lines at all"] = (site => site.Remove("lines"), ["lines: 'lines' is missing; add it"]),
            ["a line that is not wired"] = (site => Slot(site, 3)["pack"]!["line"] = "pack-44",
                ["slots[3].pack.line: there is no line 'pack-44'; add it to lines; did you mean 'pack-4'?"]),
            ["two packs on one line"] = (site => Slot(site, 3)["pack"]!["line"] = "pack-3",
                ["slots[3].pack.line: line 'pack-3' has slots[2].pack; without an address it needs a line of its own"]),
            ["a pack on the line of the locks"] = (site => Slot(site, 3)["pack"]!["line"] = "locks",
                ["slots[3].pack.line: line 'locks' has lock_boards[0] (8a80), another protocol; give this one a line of its own"]),
            ["one port for two lines"] = (site => site["lines"]!["pack-2"]!["path"] = site["lines"]!["pack-1"]!["path"]!.GetValue<string>(),
                ["lines.pack-2.path: lines.pack-1 has this port already; one port is one line"]),
            ["an odd rate"] = (site => site["lines"]!["locks"]!["baud"] = 9601,
                ["lines.locks.baud: no such rate; there are 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200"]),
            ["a line with a capital"] = (site => site["lines"]!["Locks"] = new JsonObject { ["path"] = "x" },
                ["lines.Locks: a line's name is made of lower-case letters, digits and hyphens, at most 32"]),
            ["two gauges with one name"] = (site => Gauges(site, Gauge("air", 3), Gauge("air", 4)),
                ["gauges[1].name: gauges[0] is called 'air' already; choose another name"]),
            ["a supply with the name of a gauge"] = (site =>
                {
                    Gauges(site, Gauge("air", 3));
                    site["supplies"] = new JsonArray(Supply("air", 4, 5));
                },
                ["supplies[0].name: gauges[0] is called 'air' already; choose another name"]),
            ["two gauges with one address"] = (site => Gauges(site, Gauge("air", 3), Gauge("outside", 3)),
                ["gauges[1].address: address 3 belongs to gauges[0] already; set another on its switches"]),
            ["a gauge on the line of the locks"] = (site => Gauges(site, Gauge("air", 3, "locks")),
                ["gauges[0].line: line 'locks' has lock_boards[0] (8a80), another protocol; give this one a line of its own"]),
            ["a gauge in a slot that is not there"] = (site =>
                {
                    Gauges(site, Gauge("air", 3));
                    site["gauges"]![0]!["slot"] = 20;
                },
                ["gauges[0].slot: slots has no slot 20"]),
            ["a scale of a meter that has none"] = (site =>
                {
                    Gauges(site, Gauge("air", 3));
                    site["gauges"]![0]!["scale"] = new JsonObject { ["volts"] = 1 };
                },
                ["gauges[0].scale: only a dtsu666 has a scale; remove it"]),
            ["a supply without a relay before it"] = (site =>
                {
                    Slot(site, 3).Remove("charger");
                    site["supplies"] = new JsonArray(Supply("supply-4", 3, 4));
                },
                ["supplies[0].slot: slot 4: a Riden supply does not end by itself; put a timed relay before it (\"charger\": \"board/relay\")"]),
            ["two supplies for one slot"] = (site => site["supplies"] = new JsonArray(Supply("one", 3, 4), Supply("two", 4, 4)),
                ["supplies[1].slot: slot 4 has supplies[0] already"]),
            ["a supply with more volts than it has"] = (site =>
                {
                    site["supplies"] = new JsonArray(Supply("one", 3, 4));
                    site["supplies"]![0]!["volts"] = 67.2;
                },
                ["supplies[0].volts: 67.2 is out of range; 5 to 60 belongs here (volts)"]),
            ["two boards with one address"] = (site => Boards(site).Add(Board("more", 1)),
                ["lock_boards[1].address: address 1 belongs to lock_boards[0] already; set another on its switches"]),
            ["two boards with one name"] = (site => Boards(site).Add(Board("door", 2)),
                ["lock_boards[1].name: another board is called 'door'; choose another name"]),
            ["an address no switch can set"] = (site => Boards(site)[0]!["address"] = 33,
                ["lock_boards[0].address: boards of 8a80 have addresses 1 to 32, not 33"]),
            ["a dialect nobody speaks"] = (site => Boards(site)[0]!["dialect"] = "C", ["lock_boards[0].dialect: one of A, B belongs here"]),
            ["a family we do not drive"] = (site => Boards(site)[0]!["family"] = "wkyl",
                ["lock_boards[0].family: one of 8a80, wkly, cu16, winnsen, dc02, modbus-relay belongs here; did you mean 'wkly'?"]),
            ["a CU16 board with a seventeenth lock"] = (site =>
                {
                    Boards(site)[0] = new JsonObject { ["name"] = "door", ["family"] = "cu16", ["line"] = "locks", ["address"] = 0 };
                    foreach (var slot in site["slots"]!.AsArray()) slot!.AsObject().Remove("presence");
                    Slot(site, 3)["lock"] = "door/17";
                },
                ["slots[3].lock: lock board 'door' has locks 1 to 16, not 17"]),
            ["a CU16 board where all boards are meant"] = (site =>
                {
                    (Boards(site)[0]!["family"], Boards(site)[0]!["address"]) = ("cu16", 15);
                    (Boards(site)[0] as JsonObject)!.Remove("read_all");
                },
                ["lock_boards[0].address: boards of cu16 have addresses 0 to 14, not 15"]),
            ["a lock pulse between two steps"] = (site =>
                {
                    var board = new JsonObject { ["name"] = "door", ["family"] = "modbus-relay", ["line"] = "locks", ["address"] = 1 };
                    (board["relays"], board["inputs"], board["pulse_ms"]) = (16, 24, 250);
                    Boards(site)[0] = board;
                },
                ["lock_boards[0].pulse_ms: such a board counts in steps of 100 ms and has no 250; write 200 or 300"]),
            ["a Daly pack whose serial nobody can find"] = (site => Slot(site, 3)["pack"]!["family"] = "daly-d2",
                ["slots[3].pack: where packs of this make keep their serial differs: write \"serial\": { \"register\": …, \"registers\": … }"]),
            ["a slot board beside a presence switch"] = (site => Slot(site, 3)["slot_board"] = JsonNode.Parse("""
                    { "line": "chargers", "address": 4, "serial": { "register": 52, "registers": 8 }, "host_timeout_s": 15 }
                    """),
                [
                    "slots[3].presence: slot_board has presence in itself; remove one of them",
                    "slots[3].pack: slot_board has pack in itself; remove one of them",
                    "slots[3].charger: slot_board has charger in itself; remove one of them",
                ]),
            ["a NIU pack on a line without parity"] = (site => Slot(site, 3)["pack"]!["family"] = "niu",
                ["slots[3].pack.line: NIU packs speak with even parity: write \"format\": \"8E1\" for line 'pack-4'"]),
            ["a Modbus pack on the line of a scanner"] = (site =>
                {
                    Slot(site, 3)["pack"] = JsonNode.Parse("""
                        { "family": "jk-modbus", "line": "scanner", "address": 4, "serial": { "register": 5120, "registers": 8 } }
                        """);
                },
                ["slots[3].pack.line: line 'scanner' has scanners[0] (scanner), another protocol; give this one a line of its own"]),
            ["a Modbus pack with the address of a relay board"] = (site =>
                {
                    Slot(site, 3)["pack"] = JsonNode.Parse("""
                        { "family": "jk-modbus", "line": "chargers", "address": 1, "serial": { "register": 5120, "registers": 8 } }
                        """);
                },
                ["slots[3].pack.address: address 1 belongs to relay_boards[0] already; set another on its switches"]),
            ["no lock boards"] = (site => site["lock_boards"] = new JsonArray(),
                ["lock_boards: 1 to 32 items belong here, not 0", .. Enumerable.Range(0, 12).SelectMany(i => new[] { "lock", "door", "presence" },
                    (i, key) => $"slots[{i}].{key}: there is no lock board 'door'; add it to lock_boards")]),
            ["a board of 12 relays"] = (site => site["relay_boards"]![0]!["relays"] = 12,
                ["relay_boards[0].relays: such a board has 8, 16 or 32 relays"]),
            ["a relay beyond the board"] = (site => Slot(site, 3)["charger"] = "chargers/16",
                ["slots[3].charger: relay board 'chargers' has relays 0 to 15, not 16"]),
            ["one relay for two chargers"] = (site => Slot(site, 3)["charger"] = "chargers/2",
                ["slots[3].charger: relay chargers/2 is slots[2].charger already"]),
            ["a charger on an unknown board"] = (site => Slot(site, 3)["charger"] = "relays/2",
                ["slots[3].charger: there is no relay board 'relays'; add it to relay_boards"]),
            ["one slot number twice"] = (site => Slot(site, 3)["slot"] = 3,
                ["slots[3].slot: slot 3 is slots[2] already; every door has a number of its own"]),
            ["a slot 33"] = (site => Slot(site, 3)["slot"] = 33, ["slots[3].slot: 33 is out of range; 1 to 32 belongs here"]),
            ["one lock for two doors"] = (site => Slot(site, 3)["lock"] = "door/3", ["slots[3].lock: the lock of door/3 is slots[2].lock already"]),
            ["one switch for two doors"] = (site => Slot(site, 3)["door"] = "door/3",
                ["slots[3].door: the feedback of door/3 is slots[2].door already"]),
            ["a presence switch that is a door"] = (site => Slot(site, 3)["presence"] = "door/3",
                ["slots[3].presence: the feedback of door/3 is slots[2].door already"]),
            ["a channel beyond the read-all reply"] = (site => Slot(site, 3)["presence"] = "door/25",
                ["slots[3].presence: lock board 'door' has inputs 1 to 24, not 25"]),
            ["a channel 0"] = (site => Slot(site, 3)["lock"] = "door/0", ["slots[3].lock: lock board 'door' has locks 1 to 24, not 0"]),
            ["a door without a board"] = (site => Slot(site, 3)["door"] = "4",
                ["slots[3].door: board and channel belong here, for example \"door/3\""]),
            ["a slot without a door switch"] = (site => Slot(site, 3).Remove("door"), ["slots[3].door: 'door' is missing; add it"]),
            ["a bad pattern"] = (site => Pack(site)["serial"] = "YA4824[0-9",
                ["packs[0].serial: not a regular expression: Invalid pattern 'YA4824[0-9' at offset 10. Unterminated [] set."]),
            ["a pattern that looks around"] = (site => Pack(site)["serial"] = "(?=YA).*",
                ["packs[0].serial: look-around and back-references cannot be used; write it without"]),
            ["a refused serial that is none"] = (site => site["refused"] = new JsonArray("YA4824"),
                ["refused[0]: a serial is 8 to 32 letters, digits and hyphens"]),
            ["a refused serial twice"] = (site => site["refused"] = new JsonArray("YA48240000000001", "YA48240000000001"),
                ["refused[1]: this serial stands here twice; remove one"]),
            ["a pattern twice"] = (site => site["packs"]![1]!["serial"] = "YA4824[0-9]{10}",
                ["packs[1].serial: the same pattern as packs[0].serial; remove one"]),
            ["a class with a blank"] = (site => Pack(site)["class"] = "48V 24Ah",
                ["packs[0].class: a class is made of letters, digits, dots and hyphens, for example 48V24Ah"]),
            ["volts the wrong way round"] = (site => Pack(site)["volts"] = new JsonArray(55, 36),
                ["packs[0].volts: the first number has to be under the second; now they are 55 and 36"]),
            ["volts that do not fit the cells"] = (site => Pack(site)["cells"] = 30,
                ["packs[0].volts: 30 cells in series lie between 45.0 and 135.0 V; check cells and volts"]),
            ["a tariff with a gap"] = (site => site["energy"] = JsonNode.Parse("""
                    { "tariff": [ { "months": [1], "bands": [ { "from": "00:00", "to": "08:00", "cny": 0.3 }, { "from": "09:00", "to": "24:00", "cny": 0.6 } ] } ] }
                    """),
                ["energy.tariff[0].bands: the bands have to follow one another from 00:00 to 24:00, without a gap"]),
            ["a quarter of an hour in a tariff"] = (site => site["energy"] = JsonNode.Parse("""
                    { "tariff": [ { "months": [1], "bands": [ { "from": "00:00", "to": "08:15", "cny": 0.3 }, { "from": "00:00", "to": "24:00", "cny": 0.6 } ] } ] }
                    """),
                ["energy.tariff[0].bands[0].to: a time such as 08:00 or 10:30 belongs here, on the hour or the half-hour, up to 24:00",
                 "energy.tariff[0].bands: the bands have to follow one another from 00:00 to 24:00, without a gap"]),
            ["charging hotter than a pack may be"] = (site => site["charging"]!["celsius"] = new JsonArray(0, 50),
                ["charging.celsius[1]: 50 is out of range; 0 to 45 belongs here (degrees Celsius)"]),
            ["a full that is never reached"] = (site => (site["charging"]!["full_at"], site["charging"]!["again_below"]) = (90, 95),
                ["charging.again_below: again_below (95) has to be at most full_at (90)"]),
            ["packs that neither charge nor go out"] = (site => site["charging"]!["again_below"] = 85,
                ["charging.again_below: again_below (85) is under hand_out_from (90): a pack between them neither charges nor is handed out"]),
            ["chargers without rules"] = (site => site.Remove("charging"),
                ["charging: a site with chargers says how to charge; add charging"]),
            ["a credential of a month"] = (site => site["codes"]!["credential_days"] = 30,
                ["codes.credential_days: 30 is out of range; 1 to 7 belongs here (days)"]),
            ["sensors with less time than a door"] = (site => site["times"] = new JsonObject { ["door_debounce_s"] = 5, ["settle_within_s"] = 4 },
                ["times.settle_within_s: settle_within_s has to be at least door_debounce_s"]),
            ["a word that is no choice"] = (site => site["swaps"] = new JsonObject { ["suspect_packs"] = "keep" },
                ["swaps.suspect_packs: one of hand-back, take-in belongs here"]),
            ["a pack that may be hotter than anywhere"] = (site => site["safety"] = new JsonObject { ["pack_hot_celsius"] = 60.5 },
                ["safety.pack_hot_celsius: 60.5 is out of range; 40 to 60 belongs here (degrees Celsius)"]),
            ["a warning of the cap later than anywhere"] = (site => site["safety"] = new JsonObject { ["near_cap_percent"] = 96 },
                ["safety.near_cap_percent: 96 is out of range; 50 to 95 belongs here (per cent)"]),
            ["a cell that may be lower than anywhere"] = (site => site["safety"] = new JsonObject { ["cell_low_volts"] = 1.9 },
                ["safety.cell_low_volts: 1.9 is out of range; 2 to 3.0 belongs here (volts)"]),
            ["an act before its warning"] = (site => site["safety"] = new JsonObject { ["pack_hot_celsius"] = 50 },
                ["safety.pack_hot_celsius: pack_warm_celsius (55) has to be at most pack_hot_celsius (50); write both"]),
            ["health that warns after it acts"] = (site => site["safety"] = new JsonObject { ["health_percent"] = 85 },
                ["safety.health_percent: health_warn_percent (80) has to be at least health_percent (85); write both"]),
            ["a slot in two rows"] = (site => site["slot_rows"] = JsonNode.Parse("[[1, 2], [2, 3]]"),
                ["slot_rows[1][0]: slot 2 is slot_rows[0][1] already; a slot stands in one row"]),
            ["a row of a slot that is not there"] = (site => site["slot_rows"] = JsonNode.Parse("[[1, 20]]"), ["slot_rows[0][1]: there is no slot 20"]),
            ["rows without brackets"] = (site => site["slot_rows"] = JsonNode.Parse("[1, 2]"),
                ["slot_rows[0]: a row is an array of slot numbers, for example [1, 2, 3]", "slot_rows[1]: a row is an array of slot numbers, for example [1, 2, 3]"]),
            ["a door that never waits"] = (site => site["times"] = new JsonObject { ["take_within_s"] = 0 },
                ["times.take_within_s: 0 is out of range; 10 to 300 belongs here (seconds)"]),
            ["a state page for the whole street"] = (site => site["http"] = "0.0.0.0:18310",
                ["http: a loopback address and a port belong here, for example 127.0.0.1:18310"]),
            ["a broker with a password in its address"] = (site => site["cloud"]!["broker"] = "mqtt://u:p@127.0.0.1",
                ["cloud.broker: mqtt://host:port or mqtts://host:port belongs here, without account and path; a client certificate says who we are"]),
            ["certificates over plain text"] = (site => site["cloud"]!["ca"] = "ca.pem", ["cloud.broker: certificates need mqtts://"]),
            ["a certificate without its key"] = (site => site["cloud"] =
                new JsonObject { ["broker"] = "mqtts://b", ["certificate"] = "c.pem" }, ["cloud: certificate and key belong together"]),
            ["a time zone by name"] = (site => site["utc_offset"] = "Asia/Shanghai",
                ["utc_offset: 1 to 8 characters belong here"]),
            ["an offset of a day"] = (site => site["utc_offset"] = "+24:00",
                ["utc_offset: an offset such as +08:00 belongs here, at most 14 hours"]),
            ["a door of nine columns"] = (site => site["door"] = new JsonObject { ["columns"] = 9 },
                ["door.columns: 9 is out of range; 1 to 8 belongs here"]),
            ["a key with a letter missing"] = (site => { site["slots"]![3]!.AsObject().Remove("presence"); Slot(site, 3)["presense"] = "door/16"; },
                ["slots[3].presense: 'presense' is not known here; did you mean 'presence'?"]),
            ["a word with two letters changed over"] = (site => site["clock"] = "kernle",
                ["clock: one of kernel, assumed belongs here; did you mean 'kernel'?"]),
            ["a line mistyped"] = (site => site["scanners"]![0]!["line"] = "scaner",
                ["scanners[0].line: there is no line 'scaner'; add it to lines; did you mean 'scanner'?"]),
            ["a board mistyped"] = (site => Slot(site, 3)["door"] = "dor/4",
                ["slots[3].door: there is no lock board 'dor'; add it to lock_boards; did you mean 'door'?"]),
            ["a unit with the number"] = (site => site["charging"]!["lease_s"] = "30 s",
                ["charging.lease_s: write the number alone, 30, without quotes and without 's'; the unit here is seconds"]),
            ["minutes for seconds"] = (site => site["charging"]!["lease_s"] = "1 min",
                ["charging.lease_s: write the number alone, 1, without quotes and without 'min'; the unit here is seconds"]),
            ["milliseconds for seconds"] = (site => site["charging"]!["lease_s"] = 30000,
                ["charging.lease_s: 30000 is out of range; 10 to 120 belongs here (seconds)"]),
            ["a per cent sign"] = (site => site["hand_out_from"] = "90%",
                ["hand_out_from: write the number alone, 90, without quotes and without '%'; the unit here is per cent"]),
            ["volts in millivolts"] = (site => Pack(site)["volts"] = new JsonArray(36000, 55000),
                ["packs[0].volts[0]: 36000 is out of range; 1 to 200 belongs here (volts)",
                    "packs[0].volts[1]: 55000 is out of range; 1 to 200 belongs here (volts)"]),
            ["two classes for one serial"] = (site => site["packs"]![1]!["serial"] = "YA48.*",
                ["packs[1].serial: overlaps packs[0].serial: YA48240000000000 fits both, and their classes differ; make one of them narrower"]),
            ["a slot without a lock"] = (site => Slot(site, 3).Remove("lock"), ["slots[3].lock: 'lock' is missing; add it"]),
            ["no scanner"] = (site => site["scanners"] = new JsonArray(), ["scanners: 1 to 4 items belong here, not 0"]),
            ["neither slots nor channels"] = (site => { site.Remove("slots"); site.Remove("packs"); },
                ["slots: a cabinet has slots or dispensers; add one of them"]),
            ["slots that read packs, and no packs"] = (site => site.Remove("packs"),
                ["packs: a site whose slots read packs says which packs are its own; add packs"]),
            ["two persons for what nobody does"] = (site => site["two_persons"] = new JsonArray("slot.opne"),
                ["two_persons[0]: one of slot.open, slot.disable, slot.enable, slot.clear, cabinet.pause, cabinet.resume, transaction.cancel, stock.count, stock.fill, "
                    + "swap.assist belongs here"]),
            ["a locker that charges"] = (site => Lockers(site, """{ "channel": "kit", "item": "tea", "slot": 3 }"""),
                ["lockers[0].slot: slot 3 has a pack or a charger and can be no locker"]),
            ["a locker that is not there"] = (site => Lockers(site, """{ "channel": "kit", "item": "tea", "slot": 31 }"""),
                ["lockers[0].slot: there is no slot 31 in slots"]),
            ["two things behind one door"] = (site =>
                {
                    Lockers(site, """{ "channel": "kit", "item": "tea", "slot": 12 }, { "channel": "coat", "item": "tea", "slot": 12 }""");
                    foreach (var key in (string[])["pack", "charger"]) Slot(site, 11).Remove(key);
                },
                ["lockers[1].slot: slot 12 is lockers[0] already"]),
            ["one channel twice"] = (site => Dispense(site, "vmc", """{ "channel": "a", "selection": 1 }, { "channel": "a", "selection": 2 }"""),
                ["dispensers[0].channels[1].channel: dispensers[0].channels[0] is called 'a' already; choose another name"]),
            ["one spiral for two channels"] = (site => Dispense(site, "vmc", """{ "channel": "a", "selection": 1 }, { "channel": "b", "selection": 1 }"""),
                ["dispensers[0].channels[1].selection: dispensers[0].channels[0] is the same spiral or place; change one of them"]),
            ["a spiral without its number"] = (site => Dispense(site, "vmc", """{ "channel": "a" }"""),
                ["dispensers[0].channels[0]: a channel of vmc needs 'selection', 1 to 999"]),
            ["a spiral with a place"] = (site => Dispense(site, "vmc", """{ "channel": "a", "selection": 1, "place": 2 }"""),
                ["dispensers[0].channels[0].place: channels of vmc have no 'place'; remove it"]),
            ["a place of a dock without its board"] = (site => Dispense(site, "bank-dock", """{ "channel": "a", "place": 2 }"""),
                ["dispensers[0].channels[0]: a channel of bank-dock needs 'address', 0 to 4"]),
            ["a dispenser without channels"] = (site => Dispense(site, "vmc", ""),
                ["dispensers[0].channels: 1 to 64 items belong here, not 0"]),
            ["a dispenser nobody drives"] = (site => Dispense(site, "vcm", """{ "channel": "a", "selection": 1 }"""),
                ["dispensers[0].family: one of vmc, bank-dock belongs here; did you mean 'vmc'?"]),
            ["a vending board on the line of a scanner"] = (site =>
                {
                    Dispense(site, "vmc", """{ "channel": "a", "selection": 1 }""");
                    site["dispensers"]![0]!["line"] = "scanner";
                },
                ["dispensers[0].line: line 'scanner' has scanners[0] (scanner), another protocol; give this one a line of its own"]),
            ["two tag readers on one line"] = (site =>
                {
                    site["lines"]!["tags"] = new JsonObject { ["path"] = "tags" };
                    site["tag_readers"] = JsonNode.Parse("""[ { "name": "in", "line": "tags" }, { "name": "out", "line": "tags" } ]""");
                },
                ["tag_readers[1].line: line 'tags' has tag_readers[0]; without an address it needs a line of its own"]),
            ["no issuers file"] = (site => site["issuers"] = "/nowhere/issuers.json",
                ["$: cannot read /nowhere/issuers.json; check the path and its rights: Could not find file '/nowhere/issuers.json'."]),
        };

    public static TheoryData<string> Names => [.. Table.Keys];

    private static JsonObject Slot(JsonObject site, int index) => site["slots"]![index]!.AsObject();

    private static JsonArray Boards(JsonObject site) => site["lock_boards"]!.AsArray();

    private static void Gauges(JsonObject site, params JsonObject[] gauges) => site["gauges"] = new JsonArray([.. gauges]);

    private static JsonObject Gauge(string name, int address, string line = "chargers") => new()
    {
        ["name"] = name, ["use"] = "air", ["family"] = "xy-md02", ["line"] = line, ["address"] = address,
    };

    private static JsonObject Supply(string name, int address, int slot) => new()
    {
        ["name"] = name, ["slot"] = slot, ["family"] = "riden", ["line"] = "chargers", ["address"] = address, ["volts"] = 54.6, ["amps"] = 8,
    };

    private static JsonObject Pack(JsonObject site) => site["packs"]![0]!.AsObject();

    private static void Dispense(JsonObject site, string family, string channels)
    {
        site["lines"]!["vending"] = new JsonObject { ["path"] = "vending", ["baud"] = 57600 };
        site["dispensers"] = JsonNode.Parse($$"""
            [ { "name": "spirals", "family": "{{family}}", "line": "vending", "channels": [ {{channels}} ] } ]
            """);
    }

    private static JsonObject Board(string name, int address) => new()
    {
        ["name"] = name, ["family"] = "8a80", ["line"] = "locks", ["address"] = address, ["dialect"] = "A",
    };

    /// <summary>A tap for tea and its drop counter; what is said of goods beside it, or instead.</summary>
    private static void Goods(JsonObject site, string channels, string said = "")
    {
        Sensing(site, "counters", """{ "name": "drop", "pin": { "at": "header/GPIO18" } }""");
        site["relay_channels"] = JsonNode.Parse($"[{channels}]");
        site["goods"] = JsonNode.Parse("""{ "items": [ { "item": "tea", "zh": "热茶", "en": "tea", "per_day": 2 } ] }""");
        foreach (var (key, value) in JsonNode.Parse($"{{{said}}}")!.AsObject().ToList()) site["goods"]![key] = value!.DeepClone();
    }

    /// <summary>Lockers, and one kind of thing.</summary>
    private static void Lockers(JsonObject site, string lockers)
    {
        site["lockers"] = JsonNode.Parse($"[{lockers}]");
        site["goods"] = JsonNode.Parse("""{ "items": [ { "item": "tea", "zh": "热茶", "en": "tea" } ] }""");
    }

    /// <summary>An IO board and pins, and what is on them.</summary>
    private static void Sensing(JsonObject site, string list, params string[] items)
    {
        site["lines"]!["sensors"] = new JsonObject { ["path"] = "sensors" };
        site["io_boards"] = JsonNode.Parse("""[{ "name": "io", "family": "modbus-io", "line": "sensors", "address": 9 }]""");
        site["pins"] = JsonNode.Parse("""[{ "name": "header", "chip": "pinctrl-rp1" }]""");
        site[list] = new JsonArray([.. items.Select(item => JsonNode.Parse(item))]);
    }
}
