namespace YongAi.Edge.Tests.Host.Journal.Damage;

/// <summary>
/// One small journal, damaged in every place: it opens with exactly what was acknowledged before the damage, or it is set aside, kept
/// byte for byte, and replaced with an alarm. It never opens with a row that was not written, and it is never refused. The tables are
/// reviewed texts beside this file.
/// </summary>
public sealed class DamageTableTests
{
    [Fact]
    public void A_damaged_write_ahead_log_gives_what_was_acknowledged_before_it_or_says_that_acknowledged_rows_are_lost()
    {
        var journal = DamagedJournal.Make(inMain: 16, commits: 5);
        Judged(journal, "Log", [.. new Damages(journal).OfTheLog]);
    }

    [Fact]
    public void A_damaged_main_file_never_loses_a_row_without_a_word()
    {
        var journal = DamagedJournal.Make(inMain: 40, commits: 0);
        var damages = new Damages(journal);
        Judged(journal, "Main", [.. damages.OfTheMainFile, damages.OfTheNewestSnapshot]);
    }

    [Fact]
    public void A_damaged_main_file_beside_its_log_never_loses_a_row_without_a_word()
    {
        var journal = DamagedJournal.Make(inMain: 40, commits: 3);
        Judged(journal, "Both", [.. new Damages(journal).OfTheMainFileBesideItsLog]);
    }

    [Fact]
    public void Files_of_different_moments_never_give_a_mixture()
    {
        var (journal, moments) = DamagedJournal.History();
        Judged(journal, "Moments", [Damages.Exchanged(moments)]);
    }

    private static void Judged(DamagedJournal journal, string name, IEnumerable<Kind> kinds)
    {
        using var judge = new DamageJudge(journal, DamageJudge.Production);
        var table = new DamageTable();
        foreach (var kind in kinds) table.Add(kind.Name, kind.Copies.Select(judge.Judge));
        Assert.True(judge.Wrong.Count == 0, $"{judge.Wrong.Count} wrong\n{string.Join('\n', judge.Wrong.Take(10))}\n{table}");
        Approved.Same($"tests/Host/Journal/Damage/{name}.txt", table.ToString());
    }
}
