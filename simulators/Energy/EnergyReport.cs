using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YongAi.Simulators.Energy;

/// <summary>Mean over the seeds, and half the width of its 95 % confidence interval; 0 for one seed.</summary>
public readonly record struct Mean(double Value, double Half)
{
    // Student's t, two-sided 95 %, by degrees of freedom; beyond the last the normal value is near enough.
    private static readonly double[] T =
        [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086];

    private const double TAtLast = 2.0;

    public static Mean Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        if (values.Count < 2) return new(mean, 0);
        var spread = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return new(mean, (values.Count - 2 < T.Length ? T[values.Count - 2] : TAtLast) * spread / Math.Sqrt(values.Count));
    }
}

/// <summary>What came of all policies at one site, in a table and in JSON.</summary>
/// <param name="Order">What was asked for.</param>
/// <param name="Bound">The share of riders that nobody could serve more of, by seed.</param>
/// <param name="Whole">What whole packs allow, by seed; empty for a site of several classes.</param>
/// <param name="Policies">By name, in the order they were asked for: the figures by seed.</param>
public sealed record EnergyReport(EnergyOrder Order, double[] Bound, ImmutableArray<WholePacks.Figures> Whole,
    ImmutableArray<(string Name, EnergyFigures[] BySeed)> Policies)
{
    private const string Ours = "ours";
    private static readonly ImmutableArray<string> Bars = ["first-come", "highest-first"];

    /// <summary>One table.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Order}\n");
        text.Append("policy            served %   of bound   in 3 min   short %   kWh/swap   CNY/swap   CNY/kWh   peak kW   breaches   min > 45   cycles   hot   apart\n");
        foreach (var (name, figures) in Policies)
        {
            var served = Of(figures, f => 100 * f.Served);
            text.Append(CultureInfo.InvariantCulture,
                $"{name,-14}{served.Value,7:F2} ±{served.Half,4:F2}{100 * figures.Average(f => f.Served) / Bound.Average(),9:F1} %{Of(figures, f => 100 * f.InTime).Value,10:F2}{Of(figures, f => 100 * f.Short).Value,10:F1}{Of(figures, f => f.KilowattHours).Value,11:F3}{Of(figures, f => f.Cny).Value,11:F3}{Of(figures, f => f.CnyPerKilowattHour).Value,10:F3}{figures.Max(f => f.PeakKilowatts),10:F3}{figures.Sum(f => f.CapBreaches),11:F0}{Of(figures, f => f.Minutes45).Value,11:F0}{Of(figures, f => f.Cycles).Value,9:F2}{figures.Sum(f => f.ChargedTooHot),6:F0}   {figures.Sum(f => f.SetApart):F0} of {figures.Sum(f => f.CameTooHot):F0}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"bound{100 * Bound.Average(),16:F2}\n");
        if (!Whole.IsEmpty)
            text.Append(CultureInfo.InvariantCulture, $"whole packs{100 * Whole.Average(f => f.Served),10:F2}{100 * Whole.Average(f => f.Short),37:F1}\n");
        foreach (var line in Differences()) text.Append(line).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>One object.</summary>
    public string Json()
    {
        var policies = new JsonObject();
        foreach (var (name, figures) in Policies)
        {
            var (means, halves) = (new JsonObject(), new JsonObject());
            foreach (var (word, value) in Words)
            {
                var mean = Of(figures, value);
                (means[word], halves[word]) = (mean.Value, mean.Half);
                if (word == "cny_per_swap") (means["peak_kw"], means["cap_breaches"]) = (figures.Max(f => f.PeakKilowatts), figures.Sum(f => f.CapBreaches));
            }
            means["half_width"] = halves;
            policies[name] = means;
        }
        var whole = Whole.IsEmpty ? null : new JsonObject { ["served"] = Whole.Average(f => f.Served), ["short"] = Whole.Average(f => f.Short) };
        return new JsonObject { ["policies"] = policies, ["bound"] = Bound.Average(), ["whole_packs"] = whole }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    /// <summary>What is a mean over the seeds, with half the width of its interval beside it; peak and breaches are of all seeds together.</summary>
    private static readonly ImmutableArray<(string Word, Func<EnergyFigures, double> Value)> Words =
    [
        ("served", f => f.Served), ("window_fill", f => f.InTime), ("short", f => f.Short), ("kwh_per_swap", f => f.KilowattHours),
        ("cny_per_swap", f => f.Cny), ("minutes_45", f => f.Minutes45), ("cycles", f => f.Cycles),
    ];

    /// <summary>Ours against the better of the two that every scheduler has to beat, rider by rider the same demand.</summary>
    private IEnumerable<string> Differences()
    {
        var ours = Policies.FirstOrDefault(p => p.Name == Ours).BySeed;
        var bars = Policies.Where(p => Bars.Contains(p.Name)).ToArray();
        if (ours is null || bars.Length == 0) yield break;
        var best = bars.MaxBy(p => p.BySeed.Average(f => f.Served));
        var (served, first) = (Mean.Of([.. ours.Zip(best.BySeed, (a, b) => 100 * (a.Served - b.Served))]), bars[0].BySeed);
        yield return string.Create(CultureInfo.InvariantCulture, $"ours less {best.Name}: served {served.Value:+0.00;-0.00} ±{served.Half:F2} points");
        yield return string.Create(CultureInfo.InvariantCulture,
            $"ours against {bars[0].Name}: {100 * (ours.Average(f => f.Cny) / first.Average(f => f.Cny) - 1):+0.0;-0.0} % CNY per swap, "
            + $"{100 * (ours.Average(f => f.CnyPerKilowattHour) / first.Average(f => f.CnyPerKilowattHour) - 1):+0.0;-0.0} % CNY per kWh taken along; "
            + $"packs handed out at {100 * ours.Average(f => f.Handed):F1} and {100 * first.Average(f => f.Handed):F1} %");
    }

    private static Mean Of(EnergyFigures[] figures, Func<EnergyFigures, double> value) => Mean.Of([.. figures.Select(value)]);
}
