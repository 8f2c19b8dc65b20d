using YongAi.CloudBridge.Minting;
using YongAi.Edge.Uplink;

namespace YongAi.CloudBridge;

/// <summary>The command <c>certs</c>: a demo chain of TLS certificates.</summary>
internal static class CertsCommand
{
    private const string UsualBrokers = "localhost,127.0.0.1";

    /// <summary>Makes what is missing in the folder and says what it made.</summary>
    /// <exception cref="WrongArguments">Something cannot be followed.</exception>
    public static int Run(string[] args)
    {
        var given = new Arguments(args, ["--out", "--cabinet", "--broker"]);
        var folder = given.Find("--out") ?? throw new WrongArguments("certs: --out DIR is missing");
        var cabinets = (given.Find("--cabinet") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var cabinet in cabinets)
            if (!Topics.IsCabinet(cabinet)) throw new WrongArguments($"certs: '{cabinet}' is no cabinet id");
        var brokers = (given.Find("--broker") ?? UsualBrokers).Split(',', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            foreach (var name in DemoChain.Make(folder, brokers, cabinets, DateTimeOffset.UtcNow))
                Console.Out.WriteLine($"{Path.Combine(folder, name)}.pem and .key");
            Console.Out.WriteLine($"{Path.Combine(folder, "ca.pem")} vouches for them; for demos only, the signing key lies beside it");
            return Usage.Done;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"certs: {refused.Message}");
            return Usage.Failed;
        }
    }
}
