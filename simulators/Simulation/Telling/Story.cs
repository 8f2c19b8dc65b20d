using System.Globalization;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Devices;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Telling;

/// <summary>Which turns of a life are told, and to whom.</summary>
/// <param name="From">First turn that is told.</param>
/// <param name="To">Last turn that is told.</param>
/// <param name="Tell">Takes the lines.</param>
public sealed record Stretch(long From, long To, Action<string> Tell)
{
    /// <summary>Every piece of bytes is told, also the questions and answers in which nothing changes.</summary>
    public bool EveryByte { get; init; }
}

/// <summary>
/// A stretch of a life as a story, one line for each thing: turn, time, who, what. A life is the same whether it is told or not. What is
/// read again and again is told when the answer is another one, or when no answer comes.
/// </summary>
/// <param name="turn">Which turn it is.</param>
/// <param name="stretch">What of it is told.</param>
/// <param name="wiring">Which device speaks on which line.</param>
public sealed class Story(Func<long> turn, Stretch stretch, Wiring wiring)
{
    private const string Silence = "no answer";

    private readonly FrameWords frames = new(wiring);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Line, string Reads), string> last = [];

    private bool IsTold => turn() is var now && now >= stretch.From && now <= stretch.To;

    /// <summary>What was decided.</summary>
    public void Decided(TimeSpan at, Entry entry)
    {
        if (IsTold) Tell(at, "decides", $"{entry.Position} {EventWords.Line(entry.Event)}");
    }

    /// <summary>What the cabinet says.</summary>
    public void Says(TimeSpan at, Prompt prompt)
    {
        if (IsTold) Tell(at, "says", PromptWords.Of(prompt));
    }

    /// <summary>What somebody did.</summary>
    public void Did(TimeSpan at, string who, HandsAct act, HandsAnswer answer)
    {
        if (IsTold) Tell(at, who, ActWords.Of(act, answer));
    }

    /// <summary>What else happened.</summary>
    public void Happened(TimeSpan at, string who, string what)
    {
        if (IsTold) Tell(at, who, what);
    }

    /// <summary>Bytes that were written to a line.</summary>
    public void Sent(TimeSpan at, string line, ReadOnlySpan<byte> bytes)
    {
        if (!IsTold) return;
        var said = frames.Of(line, bytes, sent: true);
        if (said.Reads is null || stretch.EveryByte) Bytes(at, $"> {line}", said.Words, bytes);
        else if (!asked.Add(line) && last.TryAdd((line, Silence), Silence)) Tell(at, $"< {line}", Silence);
    }

    /// <summary>Bytes that came from a line.</summary>
    public void Received(TimeSpan at, string line, ReadOnlySpan<byte> bytes)
    {
        if (!IsTold) return;
        asked.Remove(line);
        last.Remove((line, Silence));
        var said = frames.Of(line, bytes, sent: false);
        if (said.Reads is { } what && !stretch.EveryByte)
        {
            if (last.GetValueOrDefault((line, what)) == said.Words) return;
            last[(line, what)] = said.Words;
        }
        Bytes(at, $"< {line}", said.Words, bytes);
    }

    private void Bytes(TimeSpan at, string line, string words, ReadOnlySpan<byte> bytes)
    {
        const int shown = 40;
        var hex = bytes.Length > shown ? $"{Convert.ToHexString(bytes[..shown])}... {bytes.Length} bytes" : Convert.ToHexString(bytes);
        Tell(at, line, words.Length > 0 ? $"{words}  [{hex}]" : $"[{hex}]");
    }

    private void Tell(TimeSpan at, string who, string what) =>
        stretch.Tell(string.Create(CultureInfo.InvariantCulture, $"{turn(),9} {at:d\\.hh\\:mm\\:ss\\.fff} {who,-12} {what}"));
}
