using System.Globalization;
using YongAi.CloudBridge.Commands;
using YongAi.CloudBridge.Signing;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.CloudBridge;

/// <summary><c>command</c>: signs an order for one cabinet, sends it and prints the cabinet's answer.</summary>
internal static class SendCommand
{
    // What the contract allows to what opens or releases; the cabinet is the judge.
    private const long LifeUsual = 300, LifeMost = 24 * 3600;
    private const int WaitUsual = 30, WaitMost = 3600;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        var given = new Arguments(args,
            ["--cabinet", "--type", "--slot", "--swap", "--rider", "--reason", "--by", "--life", "--id", "--wait", "--command-key",
                "--broker", "--broker-ca", "--broker-cert", "--broker-key"], ["--release"]);
        var command = Read(given, TimeProvider.System.GetUtcNow());
        var broker = BridgeOptions.ReadBroker(given);
        var wait = TimeSpan.FromSeconds(Whole(given, "--wait", 1, WaitMost) ?? WaitUsual);
        try
        {
            using var signer = SignerOf(given.Find("--command-key") ?? DemoKeys.Find("demo-command.pem"));
            var answer = await new CommandSender(broker, signer, TimeProvider.System).SendAsync(command, wait, cancel);
            Console.Out.WriteLine(Words(command, answer, wait));
            return answer?.Outcome switch { "done" => Usage.Done, "refused" => Usage.Failed, _ => Usage.Unknown };
        }
        catch (Exception trouble) when (trouble is KeyRefused or MqttLinkLost)
        {
            Console.Error.WriteLine($"yongai-cloud: {trouble.Message}");
            return Usage.Unknown;
        }
    }

    private static WordSigner SignerOf(string path)
    {
        var signer = WordSigner.FromPemFile(path, WordSigner.Command);
        if (!DemoKeys.IsDemo(signer.Fingerprint) || DemoKeys.Allowed) return signer;
        signer.Dispose();
        throw new KeyRefused($"{path} is the demo key that everybody has; say --command-key with a key of your own, "
            + "or DOTNET_ENVIRONMENT=Development");
    }

    private static Command Read(Arguments given, DateTimeOffset now)
    {
        var cabinet = given.Get("--cabinet");
        if (!Topics.IsCabinet(cabinet)) throw new WrongArguments($"--cabinet: '{cabinet}' is not 1 to 32 of A-Z a-z 0-9 - _");
        var rider = given.Find("--rider") is { } name ? Rider(name) : null;
        var target = new CommandArgs((int?)Whole(given, "--slot", 1, 32), Whole(given, "--swap", 1, long.MaxValue), rider,
            given.Has("--release") ? false : null);
        var issued = now.ToUnixTimeSeconds();
        return new Command(given.Find("--id") ?? Guid.NewGuid().ToString(), cabinet, given.Get("--type"), issued,
            issued + (Whole(given, "--life", 1, LifeMost) ?? LifeUsual), target, given.Find("--by") ?? Environment.UserName,
            given.Find("--reason") ?? "");
    }

    private static RiderRef Rider(string name)
    {
        var slash = name.IndexOf('/');
        return slash > 0 && slash < name.Length - 1 ? new RiderRef(name[..slash], name[(slash + 1)..])
            : throw new WrongArguments($"--rider: '{name}' is not ISSUER/PSEUDONYM");
    }

    private static string Words(Command command, CommandDoneData? answer, TimeSpan wait)
    {
        var asked = $"{command.Type} at {command.Cabinet}, {command.Id}";
        if (answer is null)
            return string.Create(CultureInfo.InvariantCulture,
                $"{asked}: no answer within {wait.TotalSeconds:0} s; ask again with --id {command.Id}, it acts once");
        return $"{asked}: {answer.Outcome}{(answer.Reason is { } why ? $" ({why})" : "")}{(answer.Again ? ", answered before" : "")}";
    }

    private static long? Whole(Arguments given, string name, long least, long most)
    {
        if (given.Find(name) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number : throw new WrongArguments($"{name} {text}: wants a whole number from {least} to {most}");
    }
}
