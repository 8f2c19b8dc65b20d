using System.Net.Sockets;
using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Live;

/// <summary>Acts at a simulated cabinet that runs in another process.</summary>
public sealed class HandsCaller : IDisposable
{
    private readonly NetworkStream stream;
    private readonly StreamReader answers;

    private HandsCaller(Socket socket)
    {
        stream = new NetworkStream(socket, ownsSocket: true);
        answers = new StreamReader(stream, Encoding.UTF8);
    }

    /// <exception cref="IOException">No simulated cabinet runs there.</exception>
    public static async Task<HandsCaller> Connect(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new HandsCaller(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"{path}: no simulated cabinet is there ({e.Message}); start one: cabinet --site FILE");
        }
    }

    public async Task<HandsAnswer> Do(HandsAct act, CancellationToken cancel)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(HandsWire.Write(act) + "\n"), cancel);
        var line = await answers.ReadLineAsync(cancel) ?? throw new IOException("the simulated cabinet has gone");
        return HandsWire.ReadAnswer(line);
    }

    public void Dispose()
    {
        answers.Dispose();
        stream.Dispose();
    }
}
