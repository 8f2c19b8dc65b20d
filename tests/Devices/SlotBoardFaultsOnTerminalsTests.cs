namespace YongAi.Edge.Tests.Devices;

/// <summary>
/// Every fault that a slot board, its line or its pack can have, over a real terminal and in real time: pack, switches and charger are
/// told as they are or not at all, and when the fault is gone they are read as before.
/// </summary>
public sealed class SlotBoardFaultsOnTerminalsTests(SlotBoardFaultsOnTerminalsTests.Boards boards)
    : IClassFixture<SlotBoardFaultsOnTerminalsTests.Boards>
{
    private static readonly OrderedDictionary<string, Action<SlotBoardOnTerminal>> Stories = new()
    {
        ["silent"] = board => board.IsSilent(),
        ["wires-swapped"] = board => board.IsSilent(),
        ["drop-answer"] = board => board.IsSilent(),
        ["corrupt"] = board => board.IsSilent(),
        ["lose-byte"] = board => board.IsSilent(),
        ["exception"] = board => board.IsSilent(),
        ["reset"] = board => board.IsDark(),
        ["late"] = board => board.IsHeardTooLate(),
        ["glue"] = board => board.IsHeardTooLate(),
        ["split"] = board => board.IsHeardAllTheSame(),
        ["noise"] = board => board.IsHeardAllTheSame(),
        ["echo"] = board => board.IsHeardAllTheSame(),
        ["mute"] = board => board.HasAMutePack(),
        ["says-serial"] = board => board.HasANamelessPack(),
        ["open-sensor"] = board => board.HasAnOpenSensor(),
        ["presence-stuck"] = board => board.HasAHangingSwitch(),
        ["exchanged"] = board => board.IsExchanged(),
        ["pulled"] = board => board.IsPulled(),
    };

    public static TheoryData<string> Faults => [.. Stories.Keys];

    [Theory, MemberData(nameof(Faults))]
    public Task A_fault_makes_no_wrong_fact_and_passes(string fault) => boards.Story(fault);

    /// <summary>A cabinet with a line and a board for each fault; all stories are lived at the same time.</summary>
    public sealed class Boards : IDisposable
    {
        private readonly TerminalCabinet cabinet;
        private readonly Dictionary<string, Task> stories = [];

        public Boards()
        {
            var lines = Stories.Keys.Select(fault => $"\"{fault}\": {{ \"path\": \"lines/{fault}\", \"baud\": 115200 }}");
            var slots = Stories.Keys.Select((fault, at) => $$"""
                { "slot": {{at + 1}}, "slot_board": { "line": "{{fault}}", "address": {{at + 1}}, "host_timeout_s": 15, "identity_ms": 2000,
                  "serial": { "register": 52, "registers": 8 } } }
                """);
            cabinet = new TerminalCabinet($$"""
                { "cabinet": "T-SLOTS", "lines": { {{string.Join(",\n", lines)}} }, "slots": [ {{string.Join(",\n", slots)}} ],
                  "packs": [ { "serial": "YA4824[0-9]{10}", "class": "48V24Ah", "cells": 13 },
                             { "serial": "YA6030[0-9]{10}", "class": "60V30Ah", "cells": 17 } ] }
                """, packs: Stories.Count);
            foreach (var (at, (fault, story)) in Stories.Index())
                stories[fault] = cabinet.Live(fault, end => story(new SlotBoardOnTerminal(cabinet, end, fault, at + 1)));
        }

        public Task Story(string fault) => stories[fault];

        public void Dispose() => cabinet.Dispose();
    }
}
