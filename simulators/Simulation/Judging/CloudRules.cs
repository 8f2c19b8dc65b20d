using YongAi.Edge.Control.Language;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What always holds between the journal and the cloud (reliability I4): each event once, in order, and none is lost.</summary>
public sealed class CloudRules
{
    private readonly Disk disk;
    private readonly CloudLink link;
    private readonly Invariant same, kept, all;

    public CloudRules(Tally tally, Disk disk, CloudLink link)
    {
        (this.disk, this.link) = (disk, link);
        same = tally.Of("the-cloud-has-each-event-once");
        kept = tally.Of("what-was-acknowledged-is-on-disk");
        all = tally.Of("received-is-journaled");
        link.Differs += Differs;
    }

    /// <summary>The program was started again: what the cloud has is there.</summary>
    public void Started()
    {
        if (!kept.Look(disk.Dry >= link.Through)) kept.Says($"the cloud has #{link.Through}, the journal ends at #{disk.Dry}");
    }

    /// <summary>At the end, after a while with a good link.</summary>
    public void AtEnd()
    {
        if (!all.Look(link.Received.Count == disk.Entries.Count))
            all.Says($"the cloud has {link.Received.Count} events of {disk.Entries.Count}");
        for (var i = 0; i < link.Received.Count && i < disk.Entries.Count; i++)
            if (!same.Look(link.Received[i].Position == i + 1 && link.Received[i] == disk.Entries[i]))
                same.Says($"the cloud has {link.Received[i]} where the journal has {disk.Entries[i]}");
    }

    private void Differs(Entry had, Entry came)
    {
        if (!same.Look(had == came)) same.Says($"the cloud has {had}, and now gets {came}");
    }
}
