using YongAi.Edge.Devices.Pins;

namespace YongAi.Edge.Host.Site;

/// <summary>The pins of one chip: where the chip is, and each pin as it is wanted, in the order of the wiring.</summary>
/// <param name="Bank">Its name in the site file.</param>
/// <param name="Chip">Label or path of the chip.</param>
/// <param name="Pins">The pins.</param>
public sealed record PinPort(BankId Bank, string Chip, ImmutableArray<PinRequest> Pins);

/// <summary>One bank while the rest of the site file still tells what its pins are for.</summary>
internal sealed class PinBankDraft(SiteNode at, string name, string chip)
{
    private readonly List<(string Place, PinRequest Request, PinFit Fit)> pins = [];

    public SiteNode At => at;

    public string Name => name;

    public bool IsUsed => pins.Count > 0;

    /// <summary>Most pins of one request to the kernel.</summary>
    public const int PinsMax = 64;

    /// <summary>Keeps a pin; the place that has it already, if one does.</summary>
    public string? Claim(string place, PinRequest request, PinFit fit)
    {
        foreach (var (taken, has, _) in pins)
            if (has.Line == request.Line) return taken;
        pins.Add((place, request, fit));
        return null;
    }

    public bool IsFull => pins.Count >= PinsMax;

    public BankWiring Wiring() => new(new BankId(name), [.. pins.Select(pin => pin.Fit)]);

    public PinPort Port() => new(new BankId(name), chip, [.. pins.Select(pin => pin.Request)]);
}

/// <summary>Reads the chips whose pins are used, and each pin where something is wired to it.</summary>
internal sealed class SitePins
{
    private const int BanksMax = 8;

    /// <summary>Longest that the kernel's debouncing is asked for; a door rattles for 30 to 100 ms (hardware 7.2).</summary>
    private const int DebounceMax = 1000;

    private readonly Dictionary<string, PinBankDraft> banks = new(StringComparer.Ordinal);
    private readonly SiteFaults faults;

    private SitePins(SiteFaults faults) => this.faults = faults;

    public static SitePins Read(SiteSection site, SiteFaults faults)
    {
        var pins = new SitePins(faults);
        foreach (var item in site.Items("pins", 0, BanksMax))
            if (SiteSection.Read(item, faults, section => Bank(section, faults)) is { } bank)
                SiteBoards.Keep(pins.banks, bank.Name, bank, bank.At, faults);
        return pins;
    }

    public ImmutableArray<BankWiring> Wiring => [.. banks.Values.Where(bank => bank.IsUsed).Select(bank => bank.Wiring())];

    public ImmutableArray<PinPort> Ports => [.. banks.Values.Where(bank => bank.IsUsed).Select(bank => bank.Port())];

    public void WarnOfUnused()
    {
        foreach (var bank in banks.Values)
            if (!bank.IsUsed) faults.Warn(bank.At, "这组引脚没有被用到", "no pin of this chip is used");
    }

    /// <summary>Reads an input pin, with what holds it and how it is debounced.</summary>
    public void Input(SiteNode at, PinFit fit) => SiteSection.Read(at, faults, section =>
    {
        var bias = section.Word("bias", ["as-is", "pull-up", "pull-down", "none"], "as-is") switch
        {
            "pull-up" => PinBias.PullUp,
            "pull-down" => PinBias.PullDown,
            "none" => PinBias.None,
            _ => PinBias.AsIs,
        };
        return Take(section, fit, new PinRequest("", PinUse.Input)
        {
            ActiveLow = section.Flag("active_low", true),
            Bias = bias,
            Debounce = TimeSpan.FromMilliseconds(section.Whole("debounce_ms", 0, DebounceMax, fit is CounterPin ? 0 : 50)),
        });
    });

    /// <summary>Reads an output pin.</summary>
    public void Output(SiteNode at, PinFit fit) => SiteSection.Read(at, faults, section =>
        Take(section, fit, new PinRequest("", section.Flag("open_drain", false) ? PinUse.OpenDrain : PinUse.Output)
        {
            ActiveLow = section.Flag("active_low", false),
        }));

    private bool Take(SiteSection section, PinFit fit, PinRequest request)
    {
        if (section.Need("at") is not { } at || NameOf(at) is not { Bank.Length: > 0 } name) return false;
        if (!banks.TryGetValue(name.Bank, out var bank))
        {
            var (chinese, english) = Near.Hint(name.Bank, banks.Keys);
            faults.Add(at, $"没有名为“{name.Bank}”的引脚组，请写进 pins{chinese}", $"there are no pins called '{name.Bank}'; add them to pins{english}");
        }
        else if (bank.IsFull)
            faults.Add(at, $"一组最多 {PinBankDraft.PinsMax} 个引脚", $"at most {PinBankDraft.PinsMax} pins of one chip can be taken");
        else if (bank.Claim(section.Node.Place, request with { Line = name.Line }, fit) is { } other)
            faults.Add(at, $"引脚 {name.Bank}/{name.Line} 已归 {other}", $"pin {name.Bank}/{name.Line} is {other} already");
        return true;
    }

    private (string Bank, string Line) NameOf(SiteNode at)
    {
        var text = SiteSection.TextOf(at, 96, faults);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < text.Length - 1 && SiteLines.IsName(text[..slash])) return (text[..slash], text[(slash + 1)..]);
        if (text.Length > 0)
            faults.Add(at, "要写成“组名/引脚名”，例如 \"header/GPIO17\"；没有名字的引脚写序号", "a bank and a pin belong here, for example \"header/GPIO17\"; a pin without a name goes by its number");
        return ("", "");
    }

    private static PinBankDraft Bank(SiteSection section, SiteFaults faults) =>
        new(section.Node, SiteBoards.Name(section, faults), section.Text("chip", 1024));
}
