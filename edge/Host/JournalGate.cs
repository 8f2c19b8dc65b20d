using YongAi.Edge.Control;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Host;

/// <summary>Whether a journal and a site file can be of one cabinet.</summary>
public static class JournalGate
{
    /// <summary>A slot that holds a pack, a case or an open swap by the journal has to be in the site file.</summary>
    /// <exception cref="JournalRefused">It is not: started like this, the cabinet could never settle it.</exception>
    public static void Refuse(Ledger ledger, SitePlan plan)
    {
        var missing = ledger.SlotsInUse.Where(slot => plan.Slots.All(known => known.Slot != slot)).ToArray();
        if (missing.Length == 0) return;
        var slots = string.Join(", ", missing);
        throw new JournalRefused($"日志里 {slots} 号仓还有电池或未了结的换电，站点文件却没有这些仓；请补上，或换用这个柜子自己的站点文件 / "
            + $"by the journal, slots {slots} hold packs, cases or an open swap, and the site file does not have them; "
            + "put them back, or use the site file of this cabinet");
    }
}
