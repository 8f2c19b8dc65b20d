using System.Globalization;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Simulators.Cloud;

/// <summary><c>broker [--port N] [--tls DIR]</c>: the mosquitto daemon on loopback until it is told to end.</summary>
public static class BrokerCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = """
        broker [--port N] [--tls DIR]
            the mosquitto daemon on loopback until it is told to end; port 1883 (with TLS 8883) if none is given, 0 for a free one;
            DIR holds ca.pem, broker.pem and broker.key, as `yongai-cloud certs --out DIR` makes them: every client needs a certificate
        """;

    /// <summary>Runs it; 0 when it was told to end, 1 when the daemon fails, 2 when the arguments are wrong.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        if (Options(args) is not { } options)
        {
            await Console.Error.WriteLineAsync($"usage:\n{Usage}");
            return 2;
        }
        try
        {
            await using var broker = await MosquittoBroker.StartAsync(options, ct);
            Console.WriteLine($"broker listens on {broker.Address}");
            await broker.Exited.WaitAsync(ct);
            await Console.Error.WriteLineAsync($"mosquitto ended: {broker.LastWords.LastOrDefault()}");
            return 1;
        }
        catch (InvalidOperationException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static BrokerOptions? Options(ReadOnlySpan<string> args)
    {
        int? port = null;
        string? tls = null;
        for (; args is [var name, var value, .. var rest]; args = rest)
            if (name == "--port" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= ushort.MaxValue) port = number;
            else if (name == "--tls") tls = Path.GetFullPath(value);
            else return null;
        return args.IsEmpty ? new BrokerOptions(port ?? (tls is null ? MqttAddress.PlainPort : MqttAddress.TlsPort), Tls: tls) : null;
    }
}
