namespace YongAi.Edge.Tests.Host.App;

/// <summary>What a command answered.</summary>
internal sealed record Answer(int Code, string[] Out, string[] Errors)
{
    public string Error => string.Join('\n', Errors);
}

/// <summary>The program's own entry, with writers of a test.</summary>
internal static class Command
{
    public static async Task<Answer> Run(string environment, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var code = await YongAi.Edge.Host.Program.RunAsync(args, output, errors, environment, limit.Token);
        return new Answer(code, Lines(output), Lines(errors));
    }

    private static string[] Lines(StringWriter writer) => writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
