using System.Text.Json.Nodes;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host.BringUp;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Devices;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>One device tried by hand: a charger goes on as long as it is watched and seen, and no longer.</summary>
public sealed class DeviceTrialTests : IDisposable
{
    private const int TriedSlot = 3;

    private static readonly SitePlan Plan = SiteFile.Read(Repository.Path("seeds/sites/demo-12.json")).Settings!.Plan;

    private readonly SimulatedLines lines = new();
    private readonly List<string> told = [];

    public DeviceTrialTests() => lines.Cabinet.World.Stock(TriedSlot, "YA48240000001003", 40);

    /// <summary>What happens at the cabinet, and whether the charger is seen to be off then; null: nobody can tell.</summary>
    public static TheoryData<HandsAct, bool?> WhatEndsIt => new()
    {
        { new ForceDoor(TriedSlot), true },
        { new SetFault("mute", Slot: TriedSlot), null },
        { new SetFault("silent", Line: "chargers", Times: 1_000_000), false },
    };

    private bool IsOn => lines.Cabinet.World.Find(TriedSlot)!.ChargerOn;

    public void Dispose() => lines.Dispose();

    [Fact]
    public async Task A_charger_stays_on_for_as_long_as_it_is_watched()
    {
        var (fine, report) = await Watch(seconds: 75);
        var looks = told.Where(said => said.Contains("relay", StringComparison.Ordinal)).ToArray();
        Assert.Equal(75, looks.Length);
        Assert.All(looks.SkipWhile(said => !said.Contains("relay on", StringComparison.Ordinal)).Append(looks[^1]),
            said => Assert.Contains("relay on", said, StringComparison.Ordinal));
        Assert.True(fine);
        Assert.True((bool)report["stopped"]!);
        Assert.False(IsOn);
    }

    [Fact]
    public async Task Who_ends_the_trial_has_the_charger_switched_off_first()
    {
        using var asked = new CancellationTokenSource();
        var (fine, report) = await Watch(seconds: 75, _ =>
        {
            if (told.Count == 5) asked.Cancel();
        }, asked.Token);
        Assert.Equal("switched off, no current", told[^1]);
        Assert.Equal(6, told.Count);
        Assert.True(fine);
        Assert.True((bool)report["stopped"]!);
        Assert.False(IsOn);
    }

    [Theory, MemberData(nameof(WhatEndsIt))]
    public async Task What_is_no_longer_seen_is_not_kept_on(HandsAct act, bool? seenOff)
    {
        TimeSpan? actedAt = null;
        var (_, report) = await Watch(seconds: 75, _ =>
        {
            if (told.Count != 15) return;
            Assert.True(IsOn);
            Assert.True(lines.Do(act).Ok);
            actedAt = lines.Now;
        });
        // What the drivers try again before they call something silent takes less than the time between two renewals.
        var silentAt = actedAt!.Value + DeviceTrial.RenewsEvery;
        Assert.DoesNotContain(lines.Sent, sent => sent.Line == "chargers" && sent.At > silentAt && sent.Bytes is [_, 0x05, 0x02, ..]);
        Assert.True(told.Count < 15 + DeviceTrial.RenewsEvery.TotalSeconds + 3, string.Join('\n', told));
        Assert.Contains("the door is open, or pack or relay are no longer read: switched off", told);
        Assert.Equal(seenOff, (bool?)report["stopped"]);
        lines.Run(DeviceTrial.Lease);
        Assert.False(IsOn);
    }

    [Fact]
    public async Task A_charger_that_is_not_read_is_not_switched_on()
    {
        lines.Fail("silent", "chargers", times: 1_000_000);
        var (fine, report) = await Watch(seconds: 5);
        Assert.False(fine);
        Assert.False((bool)report["switched"]!);
        Assert.False(IsOn);
    }

    [Fact]
    public void Every_reason_of_a_board_not_to_fire_has_words_of_its_own_in_both_languages()
    {
        var words = Enum.GetValues<LockRefusal>().Select(LockRefusalWords.Of).ToArray();
        Assert.Equal(Enum.GetValues<LockRefusal>().Length, words.Select(said => said.Chinese).Distinct().Count());
        Assert.Equal(words.Length, words.Select(said => said.English).Distinct().Count());
        Assert.All(words, said => Assert.DoesNotContain(Enum.GetNames<LockRefusal>(),
            name => $"{said}".Contains(name, StringComparison.Ordinal)));
        Assert.All(words, said => Assert.Contains(said.Chinese, letter => letter is >= '一' and <= '龥'));
    }

    private Task<(bool Fine, JsonObject Report)> Watch(int seconds, Action<string>? also = null, CancellationToken stop = default) =>
        new DeviceTrial(Plan, new CommissionBench(lines), words =>
        {
            told.Add(words.English);
            also?.Invoke(words.English);
        }).RunAsync(new TrialOrder(TrialOf.Charger, TriedSlot, seconds, English: true, Json: false), stop);
}
