namespace YongAi.Edge.Host.Site;

/// <summary>One name for one thing, whatever it senses, switches or hands out: logs, pages and tools go by it.</summary>
internal sealed class SiteNames(SiteFaults faults)
{
    private readonly Dictionary<string, string> places = new(StringComparer.Ordinal);

    /// <summary>Reads the name of a section; one that is taken is a fault.</summary>
    public string Read(SiteSection section, string key = "name")
    {
        var name = SiteBoards.Name(section, faults, key);
        if (name.Length > 0 && !places.TryAdd(name, section.Node.Place))
            faults.Add(section.Find(key)!, $"{places[name]} 已叫“{name}”，请换个名称", $"{places[name]} is called '{name}' already; choose another name");
        return name;
    }
}
