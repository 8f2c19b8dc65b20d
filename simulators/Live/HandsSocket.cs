using System.Net.Sockets;
using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Live;

/// <summary>A Unix socket through which other processes act at the cabinet: one line of JSON each way.</summary>
internal sealed class HandsSocket : IDisposable
{
    private const int CallersMax = 16;
    private const int LineMax = 16 * 1024;

    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Caller> callers = [];
    private readonly byte[] received = new byte[LineMax];
    private readonly string path;

    /// <exception cref="IOException">Another simulated cabinet listens at the path.</exception>
    internal HandsSocket(string path)
    {
        this.path = path;
        RefuseSecond(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(CallersMax);
        listener.Blocking = false;
    }

    /// <summary>What the loop has to watch.</summary>
    internal IEnumerable<int> PollFds => callers.Select(caller => (int)caller.Socket.Handle).Prepend((int)listener.Handle);

    /// <summary>Takes new callers and has done what they ask.</summary>
    internal void Serve(Func<HandsAct, HandsAnswer> act)
    {
        while (TryAccept() is { } socket)
        {
            socket.Blocking = false;
            if (callers.Count < CallersMax) callers.Add(new Caller(socket));
            else socket.Dispose();
        }
        foreach (var caller in callers.ToArray())
            if (!Listen(caller, act))
            {
                callers.Remove(caller);
                caller.Socket.Dispose();
            }
    }

    public void Dispose()
    {
        foreach (var caller in callers) caller.Socket.Dispose();
        listener.Dispose();
        File.Delete(path);
    }

    /// <summary>A socket file that nobody listens at was left behind by a process that was killed: it may go.</summary>
    private static void RefuseSecond(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            return;
        }
        throw new IOException($"{path}: a simulated cabinet is running on this site file already; stop it first");
    }

    private Socket? TryAccept()
    {
        try
        {
            return listener.Accept();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.ConnectionAborted)
        {
            return null;
        }
    }

    /// <summary>False when the caller has gone, or says too much at once, or does not fetch his answers.</summary>
    private bool Listen(Caller caller, Func<HandsAct, HandsAnswer> act)
    {
        var count = caller.Socket.Receive(received, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return true;
        if (error != SocketError.Success || count == 0) return false;
        foreach (var b in received.AsSpan(0, count))
        {
            if (b != (byte)'\n')
            {
                caller.Line.Add(b);
                if (caller.Line.Count > LineMax) return false;
                continue;
            }
            var line = Encoding.UTF8.GetString([.. caller.Line]);
            caller.Line.Clear();
            if (!Answer(caller.Socket, Do(line, act))) return false;
        }
        return true;
    }

    private static HandsAnswer Do(string line, Func<HandsAct, HandsAnswer> act) =>
        HandsWire.ReadAct(line, out var why) is { } wanted ? act(wanted) : HandsAnswer.Of(why);

    private static bool Answer(Socket socket, HandsAnswer answer)
    {
        var bytes = Encoding.UTF8.GetBytes(HandsWire.Write(answer) + "\n");
        return socket.Send(bytes, SocketFlags.None, out var error) == bytes.Length && error == SocketError.Success;
    }

    private sealed record Caller(Socket Socket)
    {
        internal List<byte> Line { get; } = [];
    }
}
