using YongAi.Edge.Control.Codes;

namespace YongAi.Edge.Control;

/// <summary>What is held against a scanner before anybody is known: how often it may cost a signature check, forgeries, and counts.</summary>
internal static class ScannerGuard
{
    /// <summary>Signature checks in one second for each scanner; beyond, a text is no code unseen (rider-code YA1).</summary>
    public const int SignatureChecksMax = 5;

    /// <summary>So many forged codes in <see cref="ForgeriesWithin"/> are an alarm (table B3 row 5).</summary>
    public const int ForgeriesMax = 5;

    /// <summary>The time in which forged codes are counted together.</summary>
    public static readonly TimeSpan ForgeriesWithin = TimeSpan.FromMinutes(1);

    public static bool MayCheck(CabinetTurn turn, string scanner)
    {
        var recent = turn.Image.SignatureChecks.GetValueOrDefault(scanner, []).RemoveAll(at => turn.Now - at >= TimeSpan.FromSeconds(1));
        var may = recent.Length < SignatureChecksMax;
        turn.Picture(turn.Image with
        {
            SignatureChecks = turn.Image.SignatureChecks.SetItem(scanner, may ? recent.Add(turn.Now) : recent),
        });
        return may;
    }

    /// <summary>One phone before a scanner that reads without pause is one forgery, however often it is read.</summary>
    public static void Forged(CabinetTurn turn, string text)
    {
        if (turn.Image.LastForged == text) return;
        var recent = turn.Image.Forgeries.RemoveAll(at => turn.Now - at >= ForgeriesWithin).Add(turn.Now);
        if (recent.Length >= ForgeriesMax) turn.Picture(turn.Image with { CodesForgedAt = turn.Now, Forgeries = [], LastForged = text });
        else turn.Picture(turn.Image with { Forgeries = recent, LastForged = text });
    }

    /// <summary>Written with its turn, if its minute has passed.</summary>
    public static void Count(CabinetTurn turn, Refusal why) =>
        turn.Picture(turn.Image with { Refusals = turn.Image.Refusals.With(why) });

    /// <summary>Writes the counts that have waited for their minute.</summary>
    public static void WriteCounts(CabinetTurn turn)
    {
        var (due, after) = turn.Image.Refusals.Due(turn.Now);
        if (due.IsEmpty) return;
        foreach (var (why, count) in due) turn.Happened(new CodesRefused(why, count));
        turn.Picture(turn.Image with { Refusals = after });
    }
}
