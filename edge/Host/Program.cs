using YongAi.Edge.Host.BringUp;
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
          verify-code --site FILE [--at UNIXTIME] CODE 逐项核对一个骑手码，不作任何记录 / judge a rider code, record nothing

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
            case "verify-code": return VerifyCode(args.AsSpan(1), output, errors);
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
