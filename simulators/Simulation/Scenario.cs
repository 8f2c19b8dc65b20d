using System.Text.Json;
using System.Text.Json.Serialization;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation;

/// <summary>What stays away for some hours of each day.</summary>
public enum Missing
{
    /// <summary>The cabinet's own way out: 4G.</summary>
    Link,
    /// <summary>The broker answers, the cloud behind it does not.</summary>
    Cloud,
}

/// <summary>Something is away from one hour of the day to another.</summary>
/// <param name="From">Hour of the day, for example 11.83.</param>
/// <param name="To">Hour of the day.</param>
/// <param name="What">What is away.</param>
public sealed record Outage(double From, double To, Missing What);

/// <summary>More riders than usual come from one hour of the day to another.</summary>
public sealed record Rush(double From, double To, double Times);

/// <summary>How a cabinet's days are: who comes, and what stays away (domain table D).</summary>
/// <param name="SwapsPerDay">Visits on an average day.</param>
public sealed record Scenario(double SwapsPerDay)
{
    private const int SwapsPerDayMost = 2000;

    /// <summary>Slots that charge at the same time under the site's cap: 10 A chargers at 48 V take 0.6 kW, and the cap is 4 kW.</summary>
    public int MaxCharging { get; init; } = 6;

    public ImmutableArray<Rush> Rushes { get; init; } = [];
    public ImmutableArray<Outage> Outages { get; init; } = [];

    /// <summary>Codes that were shown before, on an average day.</summary>
    public double OldCodes { get; init; }

    /// <summary>Codes that nobody's issuer signed, on an average day.</summary>
    public double ForgedCodes { get; init; }

    /// <summary>What goes wrong where the command line does not say: none, field or storm.</summary>
    public string Faults { get; init; } = "none";

    /// <summary>The scenarios of table D that need no more than one swap cabinet and its network, by name.</summary>
    /// <remarks>
    /// Codes work without the phone's network, so D7's phones without one show the same codes; a double spend elsewhere is the cloud's to
    /// find, so here it is a code shown again.
    /// </remarks>
    public static ImmutableSortedDictionary<string, Scenario> Known { get; } = new Dictionary<string, Scenario>
    {
        ["D1"] = new(33),
        ["D2"] = new(60) { Rushes = [new Rush(17, 20, 1.2)] },
        ["D7"] = new(60)
        {
            Rushes = [new Rush(10, 14, 1.3)], Outages = [new Outage(11 + 50 / 60.0, 12.5, Missing.Link)], OldCodes = 4, ForgedCodes = 2,
        },
        ["D8"] = new(33) { Outages = [new Outage(6, 20, Missing.Cloud)] },
        ["D9"] = new(60) { Rushes = [new Rush(17, 20, 1.2)], Faults = "storm" },
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>One of the known ones, or a file of the same fields in JSON, in lower case with underscores.</summary>
    /// <exception cref="SiteUnusable">There is no such scenario and no such file, or the file does not say one.</exception>
    public static Scenario Of(string name)
    {
        if (Known.TryGetValue(name, out var known)) return known;
        try
        {
            var read = JsonSerializer.Deserialize<Scenario>(File.ReadAllText(name), Format)!;
            if (read.SwapsPerDay is not (> 0 and <= SwapsPerDayMost))
                throw new SiteUnusable($"{name}: swaps_per_day is {read.SwapsPerDay}, but should be above 0 and at most {SwapsPerDayMost}");
            if (!FaultRates.Known.ContainsKey(read.Faults))
                throw new SiteUnusable($"{name}: faults is '{read.Faults}', but should be one of {string.Join(", ", FaultRates.Known.Keys)}");
            return read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SiteUnusable(
                $"--scenario {name}: it is none of {string.Join(", ", Known.Keys)}, and no file that says one: {e.Message}");
        }
    }
}
