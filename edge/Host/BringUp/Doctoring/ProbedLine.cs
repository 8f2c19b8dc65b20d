using System.Diagnostics;
using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>A serial line at one speed, asked on the caller's own thread: writes, waits, and hears until it is quiet.</summary>
public sealed unsafe class ProbedLine : IProbedLine
{
    /// <summary>After so long a silence what came is complete: a second board at the address has thought for longer than the first by then
    /// (hardware 10: 20 to 60 ms), and no adapter holds bytes back for longer (16 ms). Our own number.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(70);

    /// <summary>Most that is heard after one question, in bytes and beyond its wait: a line that never rests is noise.</summary>
    private const int HeardMax = 1024, AnswerMax = 320;

    private readonly TtyPort port;
    private readonly Pass pass;

    private ProbedLine(TtyPort port, Pass pass) => (this.port, this.pass) = (port, pass);

    /// <inheritdoc/>
    public bool IsGone { get; private set; }

    /// <summary>Opens the line at the speed of a pass; null and the reason when it cannot be had.</summary>
    public static ProbedLine? TryOpen(string path, Pass pass, out string why) =>
        TtyPort.TryOpen(path, new LineSettings(pass.Baud, pass.Format, Rs485: false), out why) is { } port ? new ProbedLine(port, pass) : null;

    /// <inheritdoc/>
    public byte[] Ask(Probe probe, TimeSpan wait)
    {
        var question = probe.Question.AsSpan();
        try
        {
            _ = port.Write(question);
        }
        catch (TtyBroken)
        {
            IsGone = true;
            return [];
        }
        var patience = wait + pass.Lasts(question.Length);
        return Hear(patience, Quiet, patience + Quiet + pass.Lasts(AnswerMax));
    }

    /// <inheritdoc/>
    public byte[] Listen(TimeSpan time) => Hear(time, time, time);

    /// <inheritdoc/>
    public void Dispose() => port.Dispose();

    private byte[] Hear(TimeSpan first, TimeSpan quiet, TimeSpan most)
    {
        var (heard, buffer) = (new List<byte>(), new byte[256]);
        var (began, last) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        while (heard.Count < HeardMax)
        {
            var now = Stopwatch.GetElapsedTime(began);
            // An echo is heard at once: the answer has its whole time after it.
            var until = heard.Count == 0 || last + quiet < first ? first : last + quiet;
            if (until > most) until = most;
            if (now >= until) break;
            if (!Wait(until - now)) continue;
            try
            {
                var count = port.Read(buffer);
                IsGone = count == 0;
                if (IsGone) break;
                if (count > 0) heard.AddRange(buffer.AsSpan(0, count));
            }
            catch (TtyBroken)
            {
                IsGone = true;
                break;
            }
            last = Stopwatch.GetElapsedTime(began);
        }
        return [.. heard];
    }

    private bool Wait(TimeSpan time)
    {
        var entry = new PollEntry { Fd = port.Descriptor, Events = Libc.PollIn };
        return Libc.Poll(&entry, 1, (int)Math.Ceiling(time.TotalMilliseconds)) > 0;
    }
}
