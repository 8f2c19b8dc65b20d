namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>
/// Every fault that a lock board or its line can have, over a real terminal and in real time: the door is told as it stands or not at all,
/// an order is fired once at most, and when the fault is gone the door opens.
/// </summary>
public sealed class LockFaultsOnTerminalsTests(LockFaultsOnTerminalsTests.Doors doors) : IClassFixture<LockFaultsOnTerminalsTests.Doors>
{
    private static readonly string[] Families = ["8a80-a", "8a80-b", "wkly", "cu16", "winnsen", "dc02", "modbus-relay"];

    public static TheoryData<string, string> FamiliesAndFaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var family in Families)
                foreach (var fault in LockFault.All)
                    if (fault.Befalls(family)) data.Add(family, fault.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(FamiliesAndFaults))]
    public Task A_fault_makes_no_wrong_fact_and_no_second_pulse_and_passes(string family, string fault) => doors.Story(family, fault);

    /// <summary>A cabinet for each family with a line, a board and a door for each fault; all stories are lived at the same time.</summary>
    public sealed class Doors : IDisposable
    {
        private readonly List<TerminalCabinet> cabinets = [];
        private readonly Dictionary<(string Family, string Fault), Task> stories = [];

        public Doors()
        {
            foreach (var family in Families)
            {
                LockFault[] faults = [.. LockFault.All.Where(fault => fault.Befalls(family))];
                var cabinet = new TerminalCabinet(SiteOf(family, faults));
                cabinets.Add(cabinet);
                for (var at = 0; at < faults.Length; at++)
                {
                    var (fault, slot) = (faults[at], at + 1);
                    stories[(family, fault.Name)] = cabinet.Live(fault.Name,
                        end => fault.Story(new DoorOnTerminal(cabinet, end, fault, slot)));
                }
            }
        }

        public Task Story(string family, string fault) => stories[(family, fault)];

        public void Dispose()
        {
            foreach (var cabinet in cabinets) cabinet.Dispose();
        }

        private static string SiteOf(string family, LockFault[] faults)
        {
            var (baud, presence) = family == "cu16" ? (19_200, 17) : (9600, 5);
            var make = family switch
            {
                "8a80-a" => "\"family\": \"8a80\", \"dialect\": \"A\"",
                "8a80-b" => "\"family\": \"8a80\", \"dialect\": \"B\"",
                _ => $"\"family\": \"{family}\"",
            };
            string[] names = [.. faults.Select(fault => fault.Name)];
            var lines = names.Select(name => $"\"{name}\": {{ \"path\": \"lines/{name}\", \"baud\": {baud} }}");
            var boards = names.Select(name => $"{{ \"name\": \"{name}\", {make}, \"line\": \"{name}\", \"address\": 1 }}");
            var slots = names.Select((name, at) =>
                $$"""{ "slot": {{at + 1}}, "lock": "{{name}}/1", "door": "{{name}}/1", "presence": "{{name}}/{{presence}}" }""");
            return $$"""
                { "cabinet": "T-{{family}}", "lines": { {{string.Join(",\n", lines)}} },
                  "lock_boards": [ {{string.Join(",\n", boards)}} ], "slots": [ {{string.Join(",\n", slots)}} ] }
                """;
        }
    }
}
