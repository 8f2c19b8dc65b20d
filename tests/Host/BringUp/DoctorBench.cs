using System.Text.Json.Nodes;
using YongAi.Edge.Host.BringUp.Doctoring;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Live;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>A simulated cabinet of three slots on real pseudo-terminals, and a doctor before one of its lines.</summary>
internal sealed class DoctorBench : IDisposable
{
    /// <summary>A busy machine may keep a simulated board waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300), LongPatience = TimeSpan.FromSeconds(3);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("yongai-doc-");
    private readonly CancellationTokenSource stop = new();
    private readonly LiveCabinet live;
    private readonly Thread life;

    /// <param name="boards">The lock boards, each on the line <c>locks</c>, the first with the locks of all slots.</param>
    /// <param name="baud">Of that line.</param>
    /// <param name="faults">Of that line.</param>
    public DoctorBench((string Family, int Address)[] boards, int baud = 9600, params (Fault Fault, string? Value)[] faults)
        : this(boards, baud, "jbd", 9600, faults)
    {
    }

    /// <summary>Packs of one make, without lock boards.</summary>
    public DoctorBench(string packs, int packBaud) : this([], 9600, packs, packBaud)
    {
    }

    private DoctorBench((string Family, int Address)[] boards, int baud, string make, int packBaud, params (Fault Fault, string? Value)[] faults)
    {
        var file = Path.Combine(folder.FullName, "site.json");
        var listed = boards.Select((board, n) =>
            $$"""{ "name": "b{{n}}", "family": "{{board.Family}}", "line": "locks", "address": {{board.Address}} }""");
        var slots = Enumerable.Range(1, 3).Select(n => $$"""
            { "slot": {{n}}{{(boards.Length > 0 ? $", \"lock\": \"b0/{n}\", \"door\": \"b0/{n}\"" : "")}}, "pack": { "family": "{{make}}", "line": "pack-{{n}}", "address": 1, "serial": { "register": 169, "registers": 8 } } }
            """);
        var packs = Enumerable.Range(1, 3).Select(n => $$"""
            "pack-{{n}}": { "path": "lines/pack-{{n}}", "baud": {{packBaud}} }
            """);
        File.WriteAllText(file, $$"""
            { "cabinet": "T-doctor", "lines": { "locks": { "path": "lines/locks", "baud": {{baud}} }, {{string.Join(", ", packs)}} },
              "packs": [{ "serial": "YA4824[0-9]{10}", "class": "48V24Ah", "cells": 13, "volts": [36.0, 55.0] }],
              "lock_boards": [{{string.Join(", ", listed)}}], "slots": [{{string.Join(", ", slots)}}] }
            """);
        var site = SimulatedSite.Read(file);
        Cabinet = new SimulatedCabinet(site, new CabinetSetup());
        Cabinet.World.Stock(1, "YA48240000000001", 96);
        foreach (var (fault, value) in faults) Cabinet.Faults.At("locks").Set(fault, times: null, value);
        live = new LiveCabinet(site, Cabinet, TimeProvider.System);
        life = new Thread(() => live.Run(stop.Token)) { IsBackground = true };
        life.Start();
    }

    public SimulatedCabinet Cabinet { get; }

    public string PathOf(string line) => Path.Combine(folder.FullName, "lines", line);

    /// <summary>Of a plan the questions of one family, each waited for as long as the busiest machine needs.</summary>
    public static ProbePlan Only(string family, ProbePlan of) => new([.. of.Passes.Select(pass => pass with
    {
        Probes = [.. pass.Probes.Where(probe => probe.Family == family).Select(probe => probe with { Wait = LongPatience, Tries = 2 })],
    })]);

    /// <summary>8A/80, CU16 and JBD at up to three addresses: short, and long enough to tell.</summary>
    public static ProbePlan Plan(params ImmutableArray<int> bauds) => new([.. ProbePlan.For(bauds, upTo: 3).Passes
        .Select(pass => pass with { Probes = [.. pass.Probes.Where(probe => probe.Family is "8a80" or "cu16" or "jbd")
            .Select(probe => probe with { Wait = Patience, Tries = 2 })] })
        .Where(pass => pass.Probes.Length > 0)]);

    /// <summary>All families, at their first addresses and 1, which is where the boards are.</summary>
    public static ProbePlan Everybody(int baud) => new([.. ProbePlan.For([baud], upTo: 1).Passes.Select(pass => pass with
    {
        Probes = [.. pass.Probes.Select(probe => probe.Address == 1 ? probe with { Wait = Patience, Tries = 2 } : probe)],
    })]);

    /// <summary>Exit code, kinds in their order, and all that was printed in English.</summary>
    public (int Code, string[] Kinds, string Said) Examine(string line, ProbePlan plan)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = DoctorCommand.Run(new DoctorOrder(PathOf(line), null, All: false, English: true, Json: true), plan, output, errors);
        var findings = JsonNode.Parse(output.ToString())!["findings"]!.AsArray();
        return (code, [.. findings.Select(finding => (string)finding!["kind"]!)], string.Join("\n", findings.Select(finding => (string)finding!["en"]!)));
    }

    public void Dispose()
    {
        stop.Cancel();
        life.Join();
        live.Dispose();
        stop.Dispose();
        folder.Delete(recursive: true);
    }
}
