using System.Globalization;

namespace YongAi.Simulators.Cloud;

/// <summary><c>broker [--port N]</c>: the mosquitto daemon on loopback until it is told to end.</summary>
public static class BrokerCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = """
        broker [--port N]
            the mosquitto daemon on loopback until it is told to end; port 1883 if none is given, 0 for a free one
        """;

    /// <summary>Runs it; 0 when it was told to end, 1 when the daemon fails, 2 when the arguments are wrong.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var port = 1883;
        if (args is not [] && !(args is ["--port", var text]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue))
        {
            await Console.Error.WriteLineAsync($"usage:\n{Usage}").ConfigureAwait(false);
            return 2;
        }
        try
        {
            await using var broker = await MosquittoBroker.StartAsync(new BrokerOptions(port), ct).ConfigureAwait(false);
            Console.WriteLine($"broker listens on {broker.Address}");
            await broker.Exited.WaitAsync(ct).ConfigureAwait(false);
            await Console.Error.WriteLineAsync($"mosquitto ended: {broker.LastWords.LastOrDefault()}").ConfigureAwait(false);
            return 1;
        }
        catch (InvalidOperationException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message).ConfigureAwait(false);
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
    }
}
