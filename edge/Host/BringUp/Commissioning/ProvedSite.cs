using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>A site as its proof leaves it: slots that were not proved are out of service, sensors that were not proved count as silent.</summary>
public static class ProvedSite
{
    /// <summary>The site with the slots that its record proves.</summary>
    /// <param name="site">As its file says.</param>
    /// <param name="why">Why no record holds; empty where one does or none is needed.</param>
    public static SiteSettings Of(SiteSettings site, out Words why)
    {
        why = default;
        if (site.Host.ProofWaived) return site;
        var record = CommissionRecord.Read(site, out why);
        bool IsProved(string sensor) => record?.Sensors.Contains(sensor, StringComparer.Ordinal) == true;
        return site with
        {
            Plan = site.Plan with
            {
                Slots = [.. site.Plan.Slots.Select(slot => slot with { Proved = record?.Proved.Contains(slot.Slot.Value) == true })],
                Contacts = [.. site.Plan.Contacts.Select(contact => contact with { Proved = IsProved(contact.Id.Name) })],
                Gauges = [.. site.Plan.Gauges.Select(gauge => gauge with { Proved = IsProved(gauge.Id.Name) })],
            },
        };
    }
}
