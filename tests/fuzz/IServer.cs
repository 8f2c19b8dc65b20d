using System.Net;

namespace YongAi.Edge.Fuzz;

/// <summary>A web server of the project in this process, on a loopback port.</summary>
public interface IServer : IDisposable
{
    /// <summary>Where it listens.</summary>
    IPEndPoint At { get; }

    /// <summary>What may be asked of it.</summary>
    ImmutableArray<string> Paths { get; }

    /// <summary>A path that is answered as often as it is asked for, to see that the server lives.</summary>
    string Heartbeat { get; }
}
