using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>What was typed after <c>doctor</c>.</summary>
/// <param name="Line">The path of the line.</param>
/// <param name="Baud">Only this speed; null for all usual ones.</param>
/// <param name="All">On after the first answer.</param>
/// <param name="English">In English; otherwise Chinese.</param>
/// <param name="Json">One JSON object; the talk goes to the errors then.</param>
public sealed record DoctorOrder(string Line, int? Baud, bool All, bool English, bool Json);

/// <summary>Says what is on a line and what is wrong with it. It asks readings only: no lock moves and no setting changes.</summary>
public static class DoctorCommand
{
    /// <summary>0 when a board is there and nothing is to be mended, 1 otherwise.</summary>
    public static int Run(DoctorOrder order, TextWriter output, TextWriter errors) =>
        Run(order, ProbePlan.For(order.Baud), output, errors);

    /// <summary>The same by a plan, which may be shorter.</summary>
    public static int Run(DoctorOrder order, ProbePlan plan, TextWriter output, TextWriter errors)
    {
        var talk = order.Json ? errors : output;
        void Tell(string chinese, string english) => talk.WriteLine(order.English ? english : chinese);
        Tell($"诊断 {order.Line}：只问状态，不开锁，不改设置。没有回话约 {Seconds(plan.Silent)}，最多 {Seconds(plan.AtMost)}；中途有板应答就提前结束",
            $"examining {order.Line}: readings only, no lock is fired and no setting written. About {Seconds(plan.Silent)} if nobody answers, "
                + $"{Seconds(plan.AtMost)} at most; it ends early when a board answers");
        var began = Stopwatch.GetTimestamp();
        IProbedLine? Open(Pass pass, out string why) => ProbedLine.TryOpen(order.Line, pass, out why);
        var doctor = new LineDoctor(plan, Open, () => Stopwatch.GetElapsedTime(began))
        {
            All = order.All, Begins = pass => Tell($"… {Speed(pass)}", $"... {Speed(pass)}"),
        };
        var record = doctor.Examine();
        var findings = Verdict.Of(record);
        if (order.Json) output.WriteLine(Report(order, record, findings).ToJsonString());
        else
            foreach (var finding in findings) output.WriteLine("* " + (order.English ? finding.Said.English : finding.Said.Chinese));
        return Verdict.IsSound(findings) ? ExitCode.Fine : ExitCode.Failed;
    }

    private static JsonObject Report(DoctorOrder order, LineRecord record, ImmutableArray<LineFinding> findings) => new()
    {
        ["line"] = order.Line,
        ["bauds"] = new JsonArray([.. record.Passes.Select(pass => pass.Pass.Baud).Distinct().Select(baud => (JsonNode)baud)]),
        ["sound"] = Verdict.IsSound(findings),
        ["findings"] = new JsonArray([.. findings.Select(finding => (JsonNode)new JsonObject
        {
            ["kind"] = Name(finding.Kind), ["family"] = finding.Family, ["address"] = finding.Address, ["baud"] = finding.Baud,
            ["zh"] = finding.Said.Chinese, ["en"] = finding.Said.English,
        })]),
    };

    private static string Name(LineFindingKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static string Speed(Pass pass) => $"{pass.Baud} {(pass.Format == Devices.LineFormat.Bits8E1 ? "8E1" : "8N1")}";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s");
}
