using System.Net;
using System.Net.Sockets;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>
/// A listener that plays a broker byte by byte, for what the real daemon cannot be brought to say. It answers each packet by its
/// type and shows what it was sent.
/// </summary>
public sealed class ScriptedBroker : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    /// <param name="answer">First byte and body of a packet in; bytes to send back, or none.</param>
    public ScriptedBroker(Func<byte, byte[], byte[]> answer)
    {
        listener.Start();
        serving = ServeAsync(answer);
    }

    public MqttAddress Address => new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);

    /// <summary>CONNACK, MQTT 5, with these properties.</summary>
    public static byte[] Welcome(params byte[] properties) =>
        [0x20, (byte)(3 + properties.Length), 0, 0, (byte)properties.Length, .. properties];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        listener.Stop();
        stop.Dispose();
    }

    private async Task ServeAsync(Func<byte, byte[], byte[]> answer)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await TalkAsync(client.GetStream(), answer);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TalkAsync(NetworkStream wire, Func<byte, byte[], byte[]> answer)
    {
        try
        {
            while (true)
            {
                var head = new byte[1];
                await wire.ReadExactlyAsync(head, stop.Token);
                var body = new byte[await LengthAsync(wire)];
                await wire.ReadExactlyAsync(body, stop.Token);
                await wire.WriteAsync(answer(head[0], body), stop.Token);
            }
        }
        catch (IOException)
        {
            return;     // the client went away; the next one may come
        }
    }

    private async Task<int> LengthAsync(NetworkStream wire)
    {
        var one = new byte[1];
        for (int length = 0, shift = 0; ; shift += 7)
        {
            await wire.ReadExactlyAsync(one, stop.Token);
            length |= (one[0] & 0x7F) << shift;
            if (one[0] < 0x80) return length;
        }
    }
}
