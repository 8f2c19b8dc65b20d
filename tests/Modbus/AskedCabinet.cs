using System.Text.RegularExpressions;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Live;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Modbus;

/// <summary>A simulated cabinet as a process, masters of other makes at its lines, and somebody who looks what came of it.</summary>
public sealed partial class AskedCabinet : IAsyncLifetime
{
    private static readonly Dictionary<string, int> Bauds = new()
    {
        ["slots"] = 115_200, ["meters"] = 9600, ["jk"] = 115_200, ["daly"] = 9600, ["p81"] = 9600,
    };
    /// <summary>The first question may only wake a pack.</summary>
    private const int TriesMax = 3;

    private readonly ModbusSite site = new();
    private CabinetProcess? cabinet;
    private HandsCaller? hands;

    public async Task InitializeAsync()
    {
        cabinet = await CabinetProcess.Start(site.File, "--packs", "5");
        hands = await HandsCaller.Connect(site.Line("hands.sock"), CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        hands?.Dispose();
        cabinet?.Dispose();
        site.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>One slot as an all-knowing eye sees it.</summary>
    internal async Task<SlotLook> Look(int slot)
    {
        using var patience = new CancellationTokenSource(OtherProgram.AnswersWithin);
        return (await hands!.Do(new LookAround(), patience.Token)).Slots!.Value.Single(look => look.Slot == slot);
    }

    /// <summary>pymodbus at a line; one master at a time.</summary>
    internal OtherProgram Pymodbus(string line) => OtherProgram.Script("modbus_master.py", site.Line(line), $"{Bauds[line]}");

    /// <summary>Asks a pack until it is awake.</summary>
    internal static int[] Awake(Func<string> ask)
    {
        var said = "";
        for (var tries = 0; tries < TriesMax; tries++)
            if ((said = ask()) is [>= '0' and <= '9', ..]) break;
        return Numbers(said);
    }

    internal static int[] Numbers(string said)
    {
        Assert.Matches("^[0-9 ]+$", said);
        return [.. said.Split(' ').Select(int.Parse)];
    }

    /// <summary>Asks once with mbpoll; answers the values, or why there are none in mbpoll's own words.</summary>
    internal string Mbpoll(string line, params string[] words)
    {
        using var mbpoll = OtherProgram.Start("mbpoll", ["mbpoll", "-m", "rtu", "-0", "-1", "-P", "none", "-o", "2", "-b", $"{Bauds[line]}",
            .. words.TakeWhile(word => word != "--"), site.Line(line), .. words.SkipWhile(word => word != "--").Skip(1)]);
        var code = mbpoll.End();
        if (code != 0) return mbpoll.Complaints.Single(said => said.Contains("failed: ", StringComparison.Ordinal)).Split("failed: ")[1];
        var values = mbpoll.Heard.Select(said => Value().Match(said)).Where(match => match.Success);
        return string.Join(' ', values.Select(match => match.Groups[1].Value));
    }

    /// <summary>"[51]: \t5372", and "[51]: \t65528 (-8)".</summary>
    [GeneratedRegex(@"^\[[0-9]+\]:\s+([0-9]+)")]
    private static partial Regex Value();
}
