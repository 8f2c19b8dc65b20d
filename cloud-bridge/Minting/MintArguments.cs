using System.Collections.Immutable;
using System.Globalization;

namespace YongAi.CloudBridge.Minting;

/// <summary>What was asked of <c>mint</c> on the command line.</summary>
public sealed record MintArguments(bool IsBearer, Grant Grant, string Purpose, TimeSpan Life, DateTimeOffset? At, string? Out,
    string? Key, string? Issuer)
{
    public const string Usage = """
        mint --rider ID --rights RIGHT[,RIGHT] --out FILE [--days N] [--aud CABINET|site:ID]
            a credential with a fresh rider key, for `yongai-sim code --credential FILE`; 1 to 7 days, 7 where nothing is said
        mint --bearer --aud CABINET|site:ID --rider ID --rights RIGHT[,RIGHT] [--purpose swap] [--seconds N] [--out FILE]
            a code that is shown as it is: once, within 1 to 120 seconds (120); printed where there is no --out
        both: [--at UNIXTIME] [--key PEM --issuer ID] [--limits OFFLINE_SWAPS_PER_DAY,LEAST_SECONDS] [--pack SERIAL] [--epoch N]
              [--tail XXXX]; the demo issuer signs unless --key says otherwise; --rights may be given more than once
        """;

    private const double DaysMax = 7;
    private const int SecondsMax = 120;
    private const int RightsMax = 32, RightMax = 64;
    private const long AtMax = 253_000_000_000;

    private static readonly string[] Known =
    [
        "--rider", "--rights", "--days", "--out", "--aud", "--purpose", "--seconds", "--at", "--key", "--issuer",
        "--limits", "--pack", "--epoch", "--tail",
    ];

    /// <exception cref="MintRefused">Something is missing, unknown or out of its bounds.</exception>
    public static MintArguments Read(IReadOnlyList<string> args)
    {
        var given = Given(args, out var bearer);
        var rights = Rights(given);
        var grant = new Grant(Sized(given, "--rider", 64) ?? throw Missing("--rider"), rights)
        {
            Audience = Sized(given, "--aud", 64),
            Limits = Limits(One(given, "--limits")),
            Pack = Sized(given, "--pack", 64),
            Epoch = Whole(given, "--epoch", 0, long.MaxValue),
            Tail = Sized(given, "--tail", 4),
        };
        var refused = bearer ? "--days" : given.ContainsKey("--purpose") ? "--purpose" : "--seconds";
        if (given.ContainsKey(refused))
            throw new MintRefused($"{refused} does not belong to a {(bearer ? "bearer code" : "bound credential")}");
        if (bearer && grant.Audience is null) throw Missing("--aud");
        if (!bearer && !given.ContainsKey("--out")) throw Missing("--out");
        if (given.ContainsKey("--key") != given.ContainsKey("--issuer"))
            throw new MintRefused("--key and --issuer go together");
        DateTimeOffset? at = Whole(given, "--at", 0, AtMax) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return new MintArguments(bearer, grant, Sized(given, "--purpose", 64) ?? "swap", LifeOf(given, bearer), at,
            One(given, "--out"), One(given, "--key"), Sized(given, "--issuer", 32));
    }

    private static ImmutableArray<string> Rights(Dictionary<string, List<string>> given)
    {
        if (!given.TryGetValue("--rights", out var lists)) throw Missing("--rights");
        var rights = lists.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToImmutableArray();
        if (rights.IsEmpty) throw new MintRefused("--rights names none; for example --rights swap:48V24Ah");
        if (rights.Length > RightsMax || rights.Any(right => right.Length > RightMax))
            throw new MintRefused($"--rights: at most {RightsMax} rights of at most {RightMax} characters");
        return rights;
    }

    private static Dictionary<string, List<string>> Given(IReadOnlyList<string> args, out bool bearer)
    {
        bearer = false;
        var given = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--bearer") { bearer = true; continue; }
            if (!Known.Contains(args[i])) throw new MintRefused($"'{args[i]}' is not known");
            if (i + 1 >= args.Count) throw new MintRefused($"{args[i]} needs a value");
            if (!given.TryGetValue(args[i], out var values)) given[args[i]] = values = [];
            if (values.Count > 0 && args[i] != "--rights") throw new MintRefused($"{args[i]} is given twice");
            values.Add(args[++i]);
        }
        return given;
    }

    private static TimeSpan LifeOf(Dictionary<string, List<string>> given, bool bearer)
    {
        if (bearer) return TimeSpan.FromSeconds(Whole(given, "--seconds", 1, SecondsMax) ?? SecondsMax);
        if (One(given, "--days") is not { } days) return TimeSpan.FromDays(DaysMax);
        if (double.TryParse(days, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= DaysMax && TimeSpan.FromDays(number) >= TimeSpan.FromSeconds(1))
            return TimeSpan.FromDays(number);
        throw new MintRefused($"--days {days}: a credential lives more than 0 and at most 7 days");
    }

    private static (int, int)? Limits(string? text)
    {
        if (text is null) return null;
        var parts = text.Split(',');
        if (parts.Length != 2)
            throw new MintRefused("--limits wants two numbers: offline swaps in 24 h, least seconds between swaps");
        return ((int)Whole("--limits", parts[0], 0, int.MaxValue), (int)Whole("--limits", parts[1], 0, int.MaxValue));
    }

    private static long Whole(string name, string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new MintRefused($"{name} {text}: wants a whole number from {least} to {most}");

    private static long? Whole(Dictionary<string, List<string>> given, string name, long least, long most) =>
        One(given, name) is { } text ? Whole(name, text, least, most) : null;

    private static string? Sized(Dictionary<string, List<string>> given, string name, int max)
    {
        if (One(given, name) is not { } text) return null;
        return text.Length >= 1 && text.Length <= max && !text.Any(char.IsControl)
            ? text
            : throw new MintRefused($"{name}: 1 to {max} characters, none of them a control character");
    }

    private static string? One(Dictionary<string, List<string>> given, string name) =>
        given.TryGetValue(name, out var values) ? values[0] : null;

    private static MintRefused Missing(string name) => new($"{name} is missing");
}
