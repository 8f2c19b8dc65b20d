namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>What is so with a line, from all that it said. No I/O, no clock.</summary>
public static class Verdict
{
    /// <summary>A share of all questions, from which on something is the line's own doing. Our own numbers.</summary>
    private const double EchoShare = 0.5, StrangeShare = 0.5;

    /// <summary>So many exchanges must show it. Our own number.</summary>
    private const int LeastExchanges = 3;

    /// <summary>The findings, those that stop everything first; never none.</summary>
    public static ImmutableArray<LineFinding> Of(LineRecord record)
    {
        if (record.NotOpen is { } why) return [LineWords.NotOpen(why)];
        if (record.IsGone) return [LineWords.Gone()];
        var findings = ImmutableArray.CreateBuilder<LineFinding>();
        if (record.Passes.Any(HasEcho)) findings.Add(LineWords.Echo());
        foreach (var pass in record.Passes)
            foreach (var board in pass.Confirmed) findings.AddRange(Board(pass, board));
        var good = record.Passes.Where(HasBoard).ToArray();
        AddUnasked(record, good, findings);
        AddUnread(record, good, findings);
        if (record.IsCut) findings.Add(LineWords.NotAllAsked());
        if (findings.All(finding => finding.Kind is LineFindingKind.Echo or LineFindingKind.NotAllAsked))
            findings.Add(LineWords.Nothing([.. record.Passes.Select(pass => pass.Pass.Baud).Distinct()], record.Passes.Any(HasEcho)));
        return findings.ToImmutable();
    }

    /// <summary>A board is there, and nothing that a crew must mend.</summary>
    public static bool IsSound(ImmutableArray<LineFinding> findings) =>
        findings.Any(finding => finding.Kind == LineFindingKind.BoardFound)
        && findings.All(finding => finding.Kind is LineFindingKind.BoardFound or LineFindingKind.Echo or LineFindingKind.UnusualSpeed
            or LineFindingKind.SpeaksUnasked);

    private static bool HasEcho(PassRecord pass) => IsMost(pass.Exchanges, exchange => exchange.Echoed, EchoShare);

    private static bool HasBoard(PassRecord pass) => pass.Confirmed.Any(IsThere);

    private static bool IsThere(Confirmed board)
    {
        var answers = board.Again.SelectMany(asked => asked.Answers).Select(answer => answer.Fields).ToArray();
        // Without a check, one answer may be noise: two that say the same are not.
        return board.Asked.CountsTwiceOnly ? answers.Length > 1 && answers.Skip(1).All(answer => answer.SequenceEqual(answers[0]))
            : answers.Length > 0;
    }

    private static bool IsMost(ImmutableArray<Exchange> exchanges, Func<Exchange, bool> isSo, double share) =>
        exchanges.Count(isSo) is var count && count >= Math.Min(LeastExchanges, exchanges.Length) && count > 0 && count >= share * exchanges.Length;

    private static IEnumerable<LineFinding> Board(PassRecord pass, Confirmed board)
    {
        // An answer that is late stands beside the next one: more answers than questions is what counts.
        var isTwice = board.Again.Sum(asked => asked.Answers.Length) > board.Again.Length;
        var damaged = board.Again.Count(asked => asked.IsStrange);
        var isThere = IsThere(board);
        if (isThere) yield return LineWords.Found(pass.Pass, board);
        if (isThere && UsualBaud(BoardWords.FamilyOf(board)) is var usual && usual != pass.Pass.Baud)
            yield return LineWords.UnusualSpeed(pass.Pass, board, usual);
        // Where the whole line is bad, no address is to blame; two whole answers are nobody's noise.
        var isBadAllOver = IsMost(pass.Exchanges, exchange => exchange.IsStrange, StrangeShare) || !pass.Before.IsEmpty || !pass.After.IsEmpty;
        if (isTwice || !isBadAllOver && damaged >= LineDoctor.AgainTimes / 2) yield return LineWords.TwoAtOneAddress(pass.Pass, board, isTwice);
        else if (!isBadAllOver && damaged > 0 && isThere) yield return LineWords.Damaged(pass.Pass, board, damaged);
    }

    /// <summary>As bought (hardware 0).</summary>
    private static int UsualBaud(string family) => family switch
    {
        "cu16" => 19_200,
        "jk-4e57" or "jk-modbus" or "slot-board" => 115_200,
        _ => 9600,
    };

    private static void AddUnasked(LineRecord record, PassRecord[] good, ImmutableArray<LineFinding>.Builder findings)
    {
        // An answer after our last question may be ours, and late; one before the first is another's.
        var heard = record.Passes.SelectMany(pass => new[] { (pass.Pass.Baud, What: Unasked.Of(pass.Before.AsSpan())),
            (pass.Pass.Baud, What: Unasked.Of(pass.After.AsSpan())) })
            .Where((one, at) => one.What.Kind != UnaskedKind.Answer || at % 2 == 0).ToArray();
        foreach (var (baud, what) in heard.DistinctBy(one => one.What))
        {
            if (what.Kind is UnaskedKind.None or UnaskedKind.Noise) continue;
            findings.Add(LineWords.Unasked(what.Kind, what.Family, baud));
        }
        // What is noise at one speed and a frame at another is no noise.
        var understood = heard.Where(one => one.What.Kind is not (UnaskedKind.None or UnaskedKind.Noise)).Select(one => one.Baud)
            .Concat(good.Select(pass => pass.Pass.Baud)).Distinct().ToArray();
        var noisy = heard.Where(one => one.What.Kind == UnaskedKind.Noise).Select(one => one.Baud).Distinct().ToArray();
        if (noisy.Length > 0 && (understood.Length == 0 || noisy.Intersect(understood).Any())) findings.Add(LineWords.Noise(noisy));
    }

    /// <summary>A stray byte or two are nothing: it must come several times, or again where it came.</summary>
    private static bool IsUnread(PassRecord pass) => pass.Exchanges.Count(exchange => exchange.IsStrange) >= LeastExchanges
        || pass.Confirmed.Any(suspect => suspect.Again.Any(asked => asked.IsStrange));

    /// <summary>Bytes that never made a frame: the speed, or the wires.</summary>
    private static void AddUnread(LineRecord record, PassRecord[] good, ImmutableArray<LineFinding>.Builder findings)
    {
        var strange = record.Passes.Where(pass => IsUnread(pass) && !HasBoard(pass)).ToArray();
        if (good.Length > 0)
        {
            foreach (var pass in strange.Where(pass => good.All(other => other.Pass.Baud != pass.Pass.Baud)))
                findings.Add(LineWords.WrongSpeed(pass.Pass.Baud, good[0].Pass.Baud));
            return;
        }
        if (findings.Any(finding => finding.Kind is not LineFindingKind.Echo)) return;
        var most = record.Passes.Where(pass => IsMost(pass.Exchanges, exchange => exchange.IsStrange, StrangeShare)).ToArray();
        var bauds = record.Passes.Select(pass => pass.Pass.Baud).Distinct().Count();
        if (bauds > 1 && most.Length == record.Passes.Length) findings.Add(LineWords.SwappedWires());
        else if (strange.Length > 0) findings.Add(LineWords.Unreadable([.. strange.Select(pass => pass.Pass.Baud).Distinct()], bauds > 1));
    }
}
