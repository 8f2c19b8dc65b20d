using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>
/// A web server on a real loopback port; one input is one connection with up to eight requests. Judged: never an error of the
/// server's own (500), nothing that no HTTP answer is, bounded memory and answers, nothing of the machine's files, and it
/// serves on.
/// </summary>
public sealed partial class HttpTarget : FuzzTarget
{
    /// <summary>The pages of eight requests, with room; our own number.</summary>
    public const int AnswerBytesMax = 4 * 1024 * 1024;

    /// <summary>
    /// The other side has heard more than it reads, and closes. So long only because a busy machine is no fault.
    /// </summary>
    private const int PatienceMs = 60_000;

    /// <summary>More than the largest body that is read (16 KB).</summary>
    private const int LastWordsBytes = 18 * 1024;

    private const string Http11Required = "\0\0\b\a\0\0\0\0\0\0\0\0\0\0\0\0\r";

    private readonly byte[] lastWords;
    private readonly IServer server;
    private readonly bool alone;
    private readonly HttpSteps steps;
    private readonly byte[] buffer = new byte[AnswerBytesMax];
    private readonly SortedDictionary<int, long> answers = [];
    private long unanswered;

    /// <param name="name">Name of the target.</param>
    /// <param name="server">Who is asked; goes with the target.</param>
    /// <param name="alone">Nobody else works in this process: what is allocated on all its threads is the server's.</param>
    public HttpTarget(string name, IServer server, bool alone)
    {
        (Name, this.server, this.alone) = (name, server, alone);
        steps = new HttpSteps(server.Paths);
        // A page that nobody has: what is answered with 200 was asked for by the input.
        var last = HttpSteps.Whole("/last-words", last: true);
        lastWords = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(last, LastWordsBytes / last.Length)));
    }

    public override string Name { get; }

    /// <summary>
    /// On all threads of this process, the server's own upkeep among them: eight pages made and sent, and the heads of eight
    /// requests. Our own number.
    /// </summary>
    public override long AllocatedMax => 8 * 1024 * 1024;

    public override int SessionLength => 500;

    public override string Note
    {
        get
        {
            var kinds = string.Join(", ", answers.Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
            return string.Create(CultureInfo.InvariantCulture,
                $"{answers.Values.Sum()} answers: {kinds}; {unanswered} connections without one");
        }
    }

    public override void WarmUp() => End();

    public override HostileInput Draw(Chance chance) =>
        chance.OneIn(16) ? new HostileBytes(Encoding.Latin1.GetBytes(HttpSteps.Whole(chance.Among(server.Paths))))
            : steps.Next(chance);

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var before = GC.GetTotalAllocatedBytes();
        var answer = Ask(((HostileBytes)input).Bytes);
        if (alone) meter.Add(GC.GetTotalAllocatedBytes() - before);
        return Judge(answer);
    }

    /// <summary>It serves on.</summary>
    public override void End()
    {
        var answer = Ask(Encoding.Latin1.GetBytes(HttpSteps.Whole(server.Heartbeat, last: true)));
        if (!answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal)
            && !answer.StartsWith("HTTP/1.1 429 ", StringComparison.Ordinal))
            throw new FuzzFinding($"the server no longer serves: '{(answer.Length > 60 ? answer[..60] : answer)}'");
    }

    /// <summary>What a server said to a connection: public for the test that the judge bites.</summary>
    public Outcome Judge(string answer)
    {
        if (answer.Length == 0)
        {
            unanswered++;
            return Outcome.Rejected("closed without a word");
        }
        // Who begins in HTTP/2 is told in one frame (GOAWAY, HTTP_1_1_REQUIRED) that only HTTP/1.1 is spoken here.
        if (answer == Http11Required) return Outcome.Rejected("HTTP/2");
        if (!Status().Match(answer).Success || Status().Match(answer).Index != 0)
            throw new FuzzFinding($"no HTTP answer: '{(answer.Length > 60 ? answer[..60] : answer)}'");
        if (answer.Contains("root:", StringComparison.Ordinal)) throw new FuzzFinding("a file of the machine came out");
        var (fine, last) = (false, 0);
        foreach (Match status in Status().Matches(answer))
        {
            last = int.Parse(status.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            answers[last] = answers.GetValueOrDefault(last) + 1;
            fine |= last == 200;
            // 503 is a word of the health pages; 505 is for versions of HTTP that nobody speaks here.
            if (last is >= 500 and not (503 or 505)) throw new FuzzFinding($"the server failed: {last}");
        }
        return fine ? Outcome.Accepted : Outcome.Rejected(last.ToString(CultureInfo.InvariantCulture));
    }

    public override void Dispose()
    {
        server.Dispose();
        base.Dispose();
    }

    private string Ask(byte[] bytes)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = PatienceMs,
            SendTimeout = PatienceMs, NoDelay = true };
        socket.Connect(server.At);
        var length = 0;
        try
        {
            socket.Send(bytes);
            // Not the end of the stream, at which a server drops what it is answering: last words enough to end any body that
            // was begun.
            socket.Send(lastWords);
            for (int read; (read = socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None)) > 0;)
                if ((length += read) == buffer.Length) throw new FuzzFinding($"an answer of {length} bytes and more");
        }
        catch (SocketException cut) when (cut.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown
            or SocketError.ConnectionAborted)
        {
            // Cut off while it still spoke; what was answered before counts all the same.
        }
        return Encoding.Latin1.GetString(buffer, 0, length);
    }

    [GeneratedRegex(@"HTTP/1\.1 ([0-9]{3})[ \r]", RegexOptions.CultureInvariant)]
    private static partial Regex Status();
}
