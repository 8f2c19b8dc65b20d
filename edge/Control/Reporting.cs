using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control;

/// <summary>
/// A rider says at the cabinet what is wrong, or leaves a message: written down with the number of his last visit, whose events are the
/// evidence, and sent when there is a network. It opens nothing and needs no right; it is heard also while the cabinet serves nobody.
/// </summary>
internal static class Reporting
{
    /// <summary>So long after a report of his a rider's next one is heard.</summary>
    public static readonly TimeSpan HeardEvery = TimeSpan.FromSeconds(30);

    public static bool Is(string purpose) => purpose.StartsWith(CodeRules.Report, StringComparison.Ordinal);

    /// <param name="turn">The turn.</param>
    /// <param name="code">A code whose signatures hold.</param>
    /// <param name="refused">Why a later check refused it, or null.</param>
    /// <param name="evidence">Its text.</param>
    public static void Hear(CabinetTurn turn, GenuineCode code, Refusal? refused, string evidence)
    {
        // The phone is still held before the scanner, or he is in a hurry.
        if (refused is null or Refusal.Replayed && turn.Ledger.Reports.LastOrDefault(one => one.Rider == code.Rider) is { } last
            && turn.Now - last.At < HeardEvery)
        {
            turn.Do(new Say(new Prompt(PromptKey.ReportTaken, Case: last.Number)));
            return;
        }
        if (refused is { } why)
        {
            TurningAway.Refuse(turn, code.Rider, why);
            return;
        }
        var number = turn.Cabinet.ReportNumber;
        turn.Happened(new ProblemReported(number, code.Rider, code.Purpose[CodeRules.Report.Length..], turn.Ledger.LastVisitOf(code.Rider),
            new Badge(code.Rider, code.Key, code.IssuedAt, code.Counter, code.Expires, code.Nonce, evidence)));
        turn.Do(new Say(new Prompt(PromptKey.ReportTaken, Case: number)));
    }
}
