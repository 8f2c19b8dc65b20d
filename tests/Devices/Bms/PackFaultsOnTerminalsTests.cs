namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>
/// Every fault that a pack or its line can have, over a real terminal and in real time: silent, unreadable or read, and never another pack
/// than lies there; when the fault is gone it is read as before.
/// </summary>
public sealed class PackFaultsOnTerminalsTests(PackFaultsOnTerminalsTests.Packs packs) : IClassFixture<PackFaultsOnTerminalsTests.Packs>
{
    public static TheoryData<string, string> MakesAndFaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var make in PackFamily.Names)
                foreach (var fault in PackFault.All)
                    if (fault.Befalls(make)) data.Add(make, fault.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(MakesAndFaults))]
    public Task A_fault_makes_no_other_pack_and_passes(string make, string fault) => packs.Story(make, fault);

    /// <summary>A cabinet for each make with a line and a pack for each fault; all stories are lived at the same time.</summary>
    public sealed class Packs : IDisposable
    {
        private readonly List<TerminalCabinet> cabinets = [];
        private readonly Dictionary<(string Make, string Fault), Task> stories = [];

        public Packs()
        {
            foreach (var make in PackFamily.Names)
            {
                PackFault[] faults = [.. PackFault.All.Where(fault => fault.Befalls(make))];
                var cabinet = new TerminalCabinet(SiteOf(PackFamily.Of(make), faults), packs: faults.Length);
                cabinets.Add(cabinet);
                for (var at = 0; at < faults.Length; at++)
                {
                    var (fault, slot) = (faults[at], at + 1);
                    stories[(make, fault.Name)] = cabinet.Live(fault.Name,
                        end => fault.Story(new PackOnTerminal(cabinet, end, fault, slot)));
                }
            }
        }

        public Task Story(string make, string fault) => stories[(make, fault)];

        public void Dispose()
        {
            foreach (var cabinet in cabinets) cabinet.Dispose();
        }

        private static string SiteOf(PackFamily family, PackFault[] faults)
        {
            var lines = faults.Select(fault =>
                $"\"{fault.Name}\": {{ \"path\": \"lines/{fault.Name}\", \"baud\": {family.Baud}{family.LineWords} }}");
            var slots = faults.Select((fault, at) =>
                $"{{ \"slot\": {at + 1}, \"pack\": {{ \"family\": \"{family.Name}\", \"line\": \"{fault.Name}\"{family.PackWords} }} }}");
            return $$"""
                { "cabinet": "T-{{family.Name}}", "lines": { {{string.Join(",\n", lines)}} }, "slots": [ {{string.Join(",\n", slots)}} ],
                  "packs": [ { "serial": "YA4824[0-9]{10}", "class": "48V24Ah", "cells": 13 },
                             { "serial": "YA6030[0-9]{10}", "class": "60V30Ah", "cells": 17 } ] }
                """;
        }
    }
}
