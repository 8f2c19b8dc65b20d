namespace YongAi.Edge.Tests.Modbus;

/// <summary>
/// The site file of a cabinet in which everything but the scanner speaks Modbus, in a folder of its own. Slot 5 names registers for its
/// pack's serial that are not there, and a lock behind the last relay of the board of the slaves.
/// </summary>
internal sealed class ModbusSite : IDisposable
{
    public const int Doors = 40, Chargers = 41, SlotBoard = 1, Jk = 1, JkWithoutSerial = 2, Sdm120 = 1, XyMd02 = 2, Daly = 0xD2, DalyP81 = 0x81;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("yongai-modbus-");

    public ModbusSite()
    {
        File = System.IO.Path.Combine(folder.FullName, "site.json");
        Directory.CreateDirectory(Line(""));
        System.IO.File.WriteAllText(File, Text.Replace("ISSUERS", Repository.Path("seeds/issuers/demo.json"), StringComparison.Ordinal));
    }

    public string File { get; }

    public string Folder => folder.FullName;

    /// <summary>Where a line is, by its name.</summary>
    public string Line(string name) => System.IO.Path.Combine(folder.FullName, "lines", name);

    public void Dispose() => folder.Delete(recursive: true);

    private const string Text = """
        {
          "cabinet": "T-MODBUS", "lists": "none", "commissioning": "waived", "issuers": "ISSUERS", "data": "data",
          "cloud": { "broker": "mqtt://127.0.0.1:1883" },
          "packs": [{ "serial": "YA4824[0-9]{10}", "class": "48V24Ah", "cells": 13, "volts": [36.0, 55.0] }],
          "charging": { "max_charging": 2, "lease_s": 30, "celsius": [0, 45], "full_at": 100, "again_below": 95 },
          "lines": {
            "slots": { "path": "lines/slots", "baud": 115200 }, "jk": { "path": "lines/jk", "baud": 115200 },
            "meters": { "path": "lines/meters", "baud": 9600 }, "daly": { "path": "lines/daly", "baud": 9600 }, "p81": { "path": "lines/p81", "baud": 9600 },
            "scanner": { "path": "lines/scanner", "baud": 9600 }
          },
          "gauges": [
            { "name": "mains-meter", "use": "mains", "family": "sdm120", "line": "meters", "address": 1, "poll_ms": 1000 },
            { "name": "air", "use": "air", "family": "xy-md02", "line": "meters", "address": 2, "poll_ms": 1000 }],
          "scanners": [{ "line": "scanner", "end": "cr" }],
          "lock_boards": [{ "name": "doors", "family": "modbus-relay", "line": "slots", "address": 40, "relays": 16, "inputs": 16,
            "pulse_ms": 500, "closed_level": 1, "present_level": 1, "poll_ms": 300 }],
          "relay_boards": [{ "name": "chargers", "family": "modbus-relay", "line": "slots", "address": 41, "relays": 8, "poll_ms": 1000 }],
          "slots": [
            { "slot": 1, "lock": "doors/1", "door": "doors/1",
              "slot_board": { "line": "slots", "address": 1, "serial": { "register": 52, "registers": 8 }, "host_timeout_s": 15 } },
            { "slot": 2, "lock": "doors/2", "door": "doors/2", "presence": "doors/10", "charger": "chargers/1",
              "pack": { "family": "jk-modbus", "line": "jk", "address": 1, "serial": { "register": 5120, "registers": 8 } } },
            { "slot": 3, "lock": "doors/3", "door": "doors/3", "presence": "doors/11", "charger": "chargers/2",
              "pack": { "family": "daly-d2", "line": "daly", "serial": { "register": 169, "registers": 8 } } },
            { "slot": 4, "lock": "doors/4", "door": "doors/4", "presence": "doors/12", "charger": "chargers/3",
              "pack": { "family": "daly-p81", "line": "p81", "serial": { "register": 376, "registers": 8 } } },
            { "slot": 5, "lock": "doors/16", "door": "doors/5", "presence": "doors/13", "charger": "chargers/4",
              "pack": { "family": "jk-modbus", "line": "jk", "address": 2, "serial": { "register": 5200, "registers": 8 } } }
          ]
        }
        """;
}
