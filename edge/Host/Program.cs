using System.Globalization;
using YongAi.Edge.Host.BringUp;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.BringUp.Doctoring;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Host.Time;

namespace YongAi.Edge.Host;

/// <summary>The program <c>yongai-edge</c>: runs a cabinet, or helps to bring one up.</summary>
public static class Program
{
    private const string Usage = """
        yongai-edge：换电柜的柜端服务 / the edge service of a battery-swap cabinet

          run --site FILE                              运行 / run the cabinet
          check --site FILE                            检查配置文件和周围环境 / check the site file and what is round it
          commission --site FILE --by NAME [--slot N,N | --sensors] [--lang en] [--json]
                                                       验收传感器和每个仓，写签名记录 / prove sensors and slots, write a signed record
          commission --site FILE --by NAME --check NAME=VALUE [--lang en]
                                                       记下一项程序看不见的检查 / write down a check that no program can make
          bring-up lock|pack|charger --site FILE --slot N [--seconds 8] [--lang en] [--json]
          bring-up scanner --site FILE [--seconds 30] [--lang en] [--json]
          bring-up pin|sensor|meter|output|dispenser --site FILE --name NAME [--seconds 8] [--lang en] [--json]
                                                       手动试一个设备 / try one device by hand
          verify-code --site FILE [--at UNIXTIME] CODE 逐项核对一个骑手码，不作任何记录 / judge a rider code, record nothing
          decode --protocol NAME [--request HEX] HEX [--json] [--lang zh|en]
                                                       逐字段解读一帧，或指出哪个字节错了 / read a frame field by field, or say which byte is wrong
          decode --list [--json]                       列出能解读的协议 / name the protocols
          record --site FILE --out FILE [--seconds 60] [--lang en]
                                                       录下各线路上的字节，不开锁 / write down the bytes on every line, fire no lock
          doctor --line PATH [--baud N] [--all] [--lang en] [--json]
                                                       诊断一条线路：只问状态，不开锁 / say what is on a line and what is wrong: readings only

        码里可能有空格，请加引号 / a code may hold blanks: quote it
        退出码 / exit code: 0 好 fine, 1 失败 failed or refused, 2 输入有误 bad input
        """;

    public static Task<int> Main(string[] args) => RunAsync(args, Console.Out, Console.Error,
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } named ? named : SiteGate.Production,
        CancellationToken.None);

    /// <summary>One command from its words to its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, string environment,
        CancellationToken stop)
    {
        switch (args.FirstOrDefault())
        {
            case "run": return await RunSiteAsync(args.AsMemory(1), errors, environment, stop);
            case "check": return Check(args.AsSpan(1), output, errors, environment);
            case "commission": return await CommissionAsync(args.AsMemory(1), output, errors);
            case "bring-up": return await BringUpAsync(args.AsMemory(1), output, errors);
            case "record": return await RecordAsync(args.AsMemory(1), output, errors, stop);
            case "verify-code": return VerifyCode(args.AsSpan(1), output, errors);
            case "decode": return Decode(args.AsSpan(1), output, errors);
            case "doctor": return Doctor(args.AsSpan(1), output, errors);
            case "help" or "--help" or "-h":
                output.WriteLine(Usage);
                return ExitCode.Fine;
            case null: return Misused(errors, "请写出要做什么 / say what to do");
            default: return Misused(errors, $"没有命令“{args[0]}” / there is no command '{args[0]}'");
        }
    }

    private static async Task<int> RunSiteAsync(ReadOnlyMemory<string> typed, TextWriter errors, string environment,
        CancellationToken stop)
    {
        var arguments = Arguments.Read(typed.Span, "site");
        if (SiteOf(arguments, wordNeeded: false, errors) is not { } file) return ExitCode.BadInput;
        if (Read(file, errors) is not { } site) return ExitCode.BadInput;
        ImmutableArray<SiteFault> against = [.. SiteGate.Against(site, environment), .. SiteCertificates.Against(site.Host.Cloud)];
        CheckCommand.Print(errors, "拒绝 refused", against);
        if (against.Length > 0) return ExitCode.BadInput;
        try
        {
            await using var service = Registration.Build(site, new BootTime());
            var code = await service.RunAsync(stop);
            if (code != ExitCode.Fine) Environment.ExitCode = code;
            return code;
        }
        catch (Exception fault) when (fault is JournalRefused or JournalFailed or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"无法启动 / cannot start: {fault.Message}");
            return ExitCode.Failed;
        }
    }

    private static int Check(ReadOnlySpan<string> typed, TextWriter output, TextWriter errors, string environment)
    {
        var arguments = Arguments.Read(typed, "site");
        return SiteOf(arguments, wordNeeded: false, errors) is { } file
            ? CheckCommand.Run(file, environment, output, TimeProvider.System) : ExitCode.BadInput;
    }

    private static int VerifyCode(ReadOnlySpan<string> typed, TextWriter output, TextWriter errors)
    {
        var arguments = Arguments.Read(typed, "site", "at");
        if (SiteOf(arguments, wordNeeded: true, errors) is not { } file) return ExitCode.BadInput;
        if (Read(file, errors) is not { } site) return ExitCode.BadInput;
        var at = arguments.Options.GetValueOrDefault("at");
        return VerifyCodeCommand.TryMoment(at, () => Registration.ClockOf(site, new BootTime(), TimeSpan.Zero, 0).Now(), out var now)
            ? VerifyCodeCommand.Run(site, arguments.Word!, now, output, errors)
            : Misused(errors, $"--at 要写 1970 年以来的秒数，不是“{at}” / --at takes seconds since 1970 UTC, not '{at}'");
    }

    private static int Decode(ReadOnlySpan<string> typed, TextWriter output, TextWriter errors)
    {
        var words = DecodeWords.Read(typed);
        return words.Trouble is { } trouble ? Misused(errors, trouble) : DecodeCommand.Run(words, output, errors);
    }

    private static int Doctor(ReadOnlySpan<string> typed, TextWriter output, TextWriter errors)
    {
        var arguments = Arguments.Read(typed, ["json", "all"], ["line", "baud", "lang"]);
        if (arguments.Trouble is { } trouble) return Misused(errors, trouble);
        if (arguments.Word is { } word) return Misused(errors, $"不明白“{word}” / '{word}' is not understood");
        if (!arguments.Options.TryGetValue("line", out var line)) return Misused(errors, "缺少 --line PATH / --line PATH is missing");
        var baud = arguments.Options.GetValueOrDefault("baud");
        int? only = ProbePlan.Bauds.Select(usual => (int?)usual).FirstOrDefault(usual => $"{usual}" == baud);
        if (baud is not null && only is null)
            return Misused(errors, $"--baud 只能是 {string.Join("、", ProbePlan.Bauds)} / --baud is one of {string.Join(", ", ProbePlan.Bauds)}");
        if (Language(arguments, errors) is not { } english) return ExitCode.BadInput;
        return DoctorCommand.Run(new DoctorOrder(line, only, arguments.Has("all"), english, arguments.Has("json")), output, errors);
    }

    private static async Task<int> CommissionAsync(ReadOnlyMemory<string> typed, TextWriter output, TextWriter errors)
    {
        var arguments = Arguments.Read(typed.Span, ["json", "sensors"], ["site", "by", "slot", "check", "lang"]);
        if (SiteOf(arguments, wordNeeded: false, errors) is not { } file) return ExitCode.BadInput;
        if (!arguments.Options.TryGetValue("by", out var by) || by.Length is 0 or > 64)
            return Misused(errors, "--by 后面写验收人的名字，最多 64 个字符 / --by takes the name of who proves it, at most 64 characters");
        if (Language(arguments, errors) is not { } english) return ExitCode.BadInput;
        if (Read(file, errors) is not { } site) return ExitCode.BadInput;
        if (arguments.Options.TryGetValue("check", out var check)) return Checked(site, check, by, english, output, errors);
        var typedSlots = arguments.Options.GetValueOrDefault("slot")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (typedSlots.FirstOrDefault(number => Slot(number, site) is null) is { } unknown)
            return Misused(errors, $"这个柜子没有 {unknown} 号仓；几个仓写成 --slot 3,4 / this cabinet has no slot '{unknown}'; several: --slot 3,4");
        var order = new CommissionOrder(by, [.. typedSlots.Select(number => Slot(number, site)!.Value)], english, arguments.Has("json"))
        {
            SensorsOnly = arguments.Has("sensors"),
        };
        if (order.SensorsOnly && !order.Slots.IsEmpty) return Misused(errors, "--slot 和 --sensors 只写一个 / only one of --slot and --sensors");
        return await CommissionCommand.RunAsync(site, order, Console.In, output, errors);
    }

    private static int Checked(SiteSettings site, string check, string by, bool english, TextWriter output, TextWriter errors)
    {
        if (SiteChecks.Answer(site, check, by, TimeProvider.System.GetUtcNow()) is { } wrong)
            return Misused(errors, $"{wrong.Chinese} / {wrong.English}");
        foreach (var line in SiteChecks.Lines(site)) output.WriteLine(english ? line.English : line.Chinese);
        return ExitCode.Fine;
    }

    private static async Task<int> BringUpAsync(ReadOnlyMemory<string> typed, TextWriter output, TextWriter errors)
    {
        var arguments = Arguments.Read(typed.Span, ["json"], ["site", "slot", "name", "seconds", "lang"]);
        if (arguments.Trouble is null && !Trials.Contains(arguments.Word, StringComparer.Ordinal))
            return Misused(errors, $"bring-up 后面写 {string.Join("、", Trials)} 之一 / bring-up takes one of {string.Join(", ", Trials)}");
        if (SiteOf(arguments with { Word = null }, wordNeeded: false, errors) is not { } file) return ExitCode.BadInput;
        if (Language(arguments, errors) is not { } english) return ExitCode.BadInput;
        if (Read(file, errors) is not { } site) return ExitCode.BadInput;
        var what = Enum.Parse<TrialOf>(arguments.Word!, ignoreCase: true);
        var slot = Slot(arguments.Options.GetValueOrDefault("slot"), site);
        if (slot is null && what is TrialOf.Lock or TrialOf.Pack or TrialOf.Charger)
            return Misused(errors, "--slot 要写这个柜子里有的仓号 / --slot takes the number of a slot of this cabinet");
        var seconds = what == TrialOf.Scanner ? 30 : 8;
        if (arguments.Options.TryGetValue("seconds", out var asked) && (!int.TryParse(asked, out seconds) || seconds is < 1 or > 120))
            return Misused(errors, $"--seconds 要写 1 到 120，不是“{asked}” / --seconds takes 1 to 120, not '{asked}'");
        var order = new TrialOrder(what, slot, seconds, english, arguments.Has("json")) { Name = arguments.Options.GetValueOrDefault("name") };
        var named = Named.Of(site, what);
        if (!named.IsEmpty && !named.Contains(order.Name ?? "", StringComparer.Ordinal))
            return Misused(errors, $"--name 要写配置里的名称：{string.Join("、", named)} / --name takes one of: {string.Join(", ", named)}");
        if (named.IsEmpty && what >= TrialOf.Pin)
            return Misused(errors, $"配置里没有 {arguments.Word} 类的设备 / the site file has nothing for bring-up {arguments.Word}");
        return await BringUpCommand.RunAsync(site, order, output, errors);
    }

    private static readonly string[] Trials = [.. Enum.GetNames<TrialOf>().Select(name => name.ToLowerInvariant())];

    private static int? Slot(string? number, SiteSettings site) =>
        site.Plan.Slots.Select(plan => (int?)plan.Slot.Value).FirstOrDefault(n => $"{n}" == number);

    private static async Task<int> RecordAsync(ReadOnlyMemory<string> typed, TextWriter output, TextWriter errors,
        CancellationToken stop)
    {
        var arguments = Arguments.Read(typed.Span, "site", "out", "seconds", "lang");
        if (SiteOf(arguments, wordNeeded: false, errors) is not { } file) return ExitCode.BadInput;
        if (!arguments.Options.TryGetValue("out", out var to)) return Misused(errors, "缺少 --out FILE / --out FILE is missing");
        var text = arguments.Options.GetValueOrDefault("seconds", $"{RecordCommand.SecondsUsual}");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > RecordCommand.SecondsMax)
            return Misused(errors, $"--seconds 要写 1 到 {RecordCommand.SecondsMax} 的整数，不是“{text}” / "
                + $"--seconds takes 1 to {RecordCommand.SecondsMax}, not '{text}'");
        if (Language(arguments, errors) is not { } english) return ExitCode.BadInput;
        if (Read(file, errors) is not { } site) return ExitCode.BadInput;
        return await RecordCommand.RunAsync(site, new RecordOrder(to, TimeSpan.FromSeconds(seconds), english), output, errors, stop);
    }

    private static bool? Language(Arguments arguments, TextWriter errors)
    {
        var language = arguments.Options.GetValueOrDefault("lang", "zh");
        if (language is "zh" or "en") return language == "en";
        Misused(errors, $"--lang 只能写 zh 或 en，不是“{language}” / --lang takes zh or en, not '{language}'");
        return null;
    }

    private static string? SiteOf(Arguments arguments, bool wordNeeded, TextWriter errors)
    {
        var trouble = arguments.Trouble;
        if (trouble is null && !arguments.Options.ContainsKey("site")) trouble = "缺少 --site FILE / --site FILE is missing";
        if (trouble is null && wordNeeded && arguments.Word is null) trouble = "缺少要核对的码 / the code is missing";
        if (trouble is null && !wordNeeded && arguments.Word is { } word) trouble = $"不明白“{word}” / '{word}' is not understood";
        if (trouble is null) return arguments.Options["site"];
        Misused(errors, trouble);
        return null;
    }

    private static SiteSettings? Read(string file, TextWriter errors)
    {
        var reading = SiteFile.Read(file);
        CheckCommand.Print(errors, "故障 fault  ", reading.Faults);
        return reading.Settings;
    }

    private static int Misused(TextWriter errors, string trouble)
    {
        errors.WriteLine(trouble);
        errors.WriteLine();
        errors.WriteLine(Usage);
        return ExitCode.BadInput;
    }
}
