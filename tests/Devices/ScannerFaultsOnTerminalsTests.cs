using YongAi.Edge.Control.Codes;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>
/// Every fault of a scanner, over a real terminal and in real time, for every mark with which a text can end: each code is told once, whole
/// and alone, and so is the next. Where only a silence ends a text, a machine that stands still makes one: that is tried in virtual time.
/// </summary>
public sealed class ScannerFaultsOnTerminalsTests(ScannerFaultsOnTerminalsTests.Scanners scanners)
    : IClassFixture<ScannerFaultsOnTerminalsTests.Scanners>
{
    private const string Code = "YA1:6BFOXN*TS0BI$ZD 3O5QAG2 .FTID", NextCode = "YA1:NEXT";
    private const string Long = "a-thousand-characters";
    private static readonly string[] Ends = ["cr", "crlf", "tab"];
    private static readonly string[] Faults = ["two-chunks", "no-end", "ack-first", "twice", "not-utf8", "drop-answer", "pulled", Long];

    public static TheoryData<string, string> EndsAndFaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var end in Ends)
                foreach (var fault in Faults) data.Add(end, fault);
            return data;
        }
    }

    [Theory, MemberData(nameof(EndsAndFaults))]
    public Task A_code_is_told_once_whole_and_alone(string end, string fault) => scanners.Story(end, fault);

    /// <summary>A cabinet with a scanner for each end mark and fault; all codes are shown at the same time.</summary>
    public sealed class Scanners : IDisposable
    {
        private readonly TerminalCabinet cabinet;
        private readonly Dictionary<(string End, string Fault), Task> stories = [];

        public Scanners()
        {
            (string End, string Fault)[] all = [.. Ends.SelectMany(end => Faults.Select(fault => (end, fault)))];
            var lines = all.Select(one => $"\"{NameOf(one)}\": {{ \"path\": \"lines/{NameOf(one)}\", \"baud\": 115200 }}");
            var scanners = all.Select(one => $"{{ \"line\": \"{NameOf(one)}\", \"end\": \"{one.End}\", \"setup\": \"gm65\" }}");
            cabinet = new TerminalCabinet($$"""
                { "cabinet": "T-SCANNERS", "slots": [ { "slot": 1 } ],
                  "lines": { {{string.Join(",\n", lines)}} }, "scanners": [ {{string.Join(",\n", scanners)}} ] }
                """);
            foreach (var one in all) stories[one] = cabinet.Live(NameOf(one), end => Scan(end, NameOf(one), one.Fault));
        }

        public Task Story(string end, string fault) => stories[(end, fault)];

        public void Dispose() => cabinet.Dispose();

        private static string NameOf((string End, string Fault) one) => $"{one.End}-{one.Fault}";

        private void Scan(TerminalEnd end, string line, string fault)
        {
            // What it is told to be set up is acknowledged in the same stream.
            end.LiveUntil(() => end.IsAtRest);
            var code = fault == Long ? "YA1:" + new string('7', 996) : Code;
            if (fault is "pulled" or "drop-answer")
            {
                cabinet.Do(new PullLine(line));
                if (fault == "drop-answer") cabinet.Do(new SetFault(fault, Line: line, Times: 1));
                cabinet.Do(new PullLine(line, Pulled: false));
                end.LiveUntil(() => end.Ups == 2 && end.IsAtRest);
                Assert.True(fault == "pulled" || end.Counts.Unanswered > 0);
            }
            else if (fault != Long) cabinet.Do(new SetFault(fault, Line: line, Times: 1));
            string[] told = fault switch
            {
                "twice" => [code, code],
                // Not taken for UTF-8: one character for each byte.
                "not-utf8" => [code + "\u00C3("],
                _ => [code],
            };
            cabinet.Do(new ShowCode(code, line));
            end.LiveUntil(() => Texts(end).Length >= told.Length);
            cabinet.Do(new ShowCode(NextCode, line));
            end.LiveUntil(() => Texts(end).LastOrDefault() == NextCode);
            Assert.Equal([.. told, NextCode], Texts(end));
            Assert.True(fault != "ack-first" || end.Counts.Strays > 0);
        }

        private static string[] Texts(TerminalEnd end) => [.. end.Facts<CodeScanned>().Select(scan => scan.Text)];
    }
}
