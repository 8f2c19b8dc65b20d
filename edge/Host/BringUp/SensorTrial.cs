using System.Globalization;
using System.Text.Json.Nodes;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Host.BringUp.Commissioning;

namespace YongAi.Edge.Host.BringUp;

/// <summary>Tries by hand what the cabinet senses, switches and hands out beyond its slots, and says what is seen meanwhile.</summary>
public sealed class SensorTrial(SitePlan plan, IWorkbench bench, Action<Words> tell)
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an output stays on should the program be gone: long against a look, short against a rider's patience.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    /// <summary>A thing has come out by then: the longest turn that a vending board is waited for, and its report.</summary>
    public static readonly TimeSpan HandsOutWithin = TimeSpan.FromSeconds(60);

    /// <summary>A contact, a counter, a tag reader or a gauge: every word of it is told while it is watched; good when there was one.</summary>
    public async Task<(bool Fine, JsonObject Report)> WatchAsync(string name, TimeSpan watch)
    {
        if (plan.Contacts.Any(contact => contact.Id.Name == name))
            tell(new("请按一下、吹一口、拉一下，看读数跟不跟着变", "press it, breathe on it, pull it, and see whether its word follows"));
        JsonArray words = [];
        Words? before = null;
        for (var passed = TimeSpan.Zero; passed < watch; passed += LooksEvery)
        {
            await bench.Until(() => false, LooksEvery);
            if (WordOf(name) is not { } now || now == before) continue;
            before = now;
            tell(now);
            words.Add((JsonNode)now.English);
        }
        if (words.Count == 0)
            tell(new($"“{name}”没有读数：查接线、地址和配置", $"'{name}' says nothing: look at its wire, its address and the site file"));
        return (words.Count > 0 && !IsSilent(name), new JsonObject { ["name"] = name, ["words"] = words });
    }

    /// <summary>An output: on while it is watched, then off; good when it was read back both ways.</summary>
    public async Task<(bool Fine, JsonObject Report)> SwitchAsync(string name, TimeSpan watch)
    {
        var output = plan.Outputs.First(each => each.Id.Name == name);
        bench.Perform(new OutputOn(output, watch < Lease ? watch : Lease));
        var on = await bench.Until(() => IsOn(name) == true, SlotProof.FlowsWithin);
        tell(on ? new($"“{name}”已接通，请看它动没动", $"'{name}' is on; look whether it works")
            : new($"“{name}”没有读到接通", $"'{name}' does not read as on"));
        for (var passed = Lease / 2; passed < watch && on; passed += Lease / 2)
        {
            await bench.Until(() => false, Lease / 2);
            bench.Perform(new OutputOn(output, Lease));
        }
        bench.Perform(new OutputOff(output));
        var off = await bench.Until(() => IsOn(name) == false, SlotProof.FlowsWithin);
        tell(off ? new("已断开", "it is off") : new("没有读到断开：立即断电检查", "it does not read as off: cut its supply and look"));
        return (on && off, new JsonObject { ["name"] = name, ["on"] = on, ["off"] = off });
    }

    /// <summary>A channel: one hand-out, once; good when its hardware says that something came or that it turned.</summary>
    public async Task<(bool Fine, JsonObject Report)> HandOutAsync(string name, long order)
    {
        var counted = Counted();
        bench.Perform(new HandOut(new ChannelId(name), order));
        tell(new($"已令“{name}”出货一次", $"'{name}' was told to hand out once"));
        if (await bench.Until(() => bench.Sight.Begun.Contains(name) || bench.Sight.Ended.ContainsKey(name), HandsOutWithin)
            && bench.Sight.Begun.Contains(name)) tell(new("硬件开始动作", "its hardware has begun"));
        await bench.Until(() => bench.Sight.Ended.ContainsKey(name), HandsOutWithin);
        HandOutEnd? end = bench.Sight.Ended.TryGetValue(name, out var said) ? said : null;
        tell(EndOf(end));
        var dropped = Counted() - counted;
        if (bench.Sight.Counters.Count > 0) tell(new($"计数器共看到 {dropped} 次", $"counters saw {dropped}"));
        return (end is HandOutEnd.Seen or HandOutEnd.Turned, new JsonObject { ["channel"] = name, ["end"] = end?.ToString(), ["counted"] = dropped });
    }

    private long Counted() => bench.Sight.Counters.Values.Sum();

    private bool? IsOn(string name) => bench.Sight.Outputs.GetValueOrDefault(name);

    private bool IsSilent(string name) =>
        bench.Sight.Contacts.TryGetValue(name, out var contact) && contact is null
        || bench.Sight.Gauges.TryGetValue(name, out var values) && values is null;

    private Words? WordOf(string name)
    {
        if (bench.Sight.Contacts.TryGetValue(name, out var active))
            return active switch
            {
                true => new($"{name}：有", $"{name}: active"),
                false => new($"{name}：无", $"{name}: at rest"),
                null => new($"{name}：没有读数", $"{name}: silent"),
            };
        if (bench.Sight.Gauges.TryGetValue(name, out var values))
            return values is { } read ? new($"{name}：{string.Join("，", read.Select(ValueOf))}", $"{name}: {string.Join(", ", read.Select(ValueOf))}")
                : new($"{name}：没有读数", $"{name}: silent");
        if (bench.Sight.Counters.TryGetValue(name, out var count)) return new($"{name}：已数到 {count}", $"{name}: {count} counted");
        return bench.Sight.Tags.TryGetValue(name, out var tag) ? new($"{name}：标签 {tag}", $"{name}: tag {tag}") : null;
    }

    /// <summary>A value with its unit.</summary>
    public static string ValueOf(Measured measured)
    {
        var value = measured.Value.ToString("0.###", CultureInfo.InvariantCulture);
        return measured.Quantity switch
        {
            Quantity.Temperature => $"{value} °C",
            Quantity.Humidity => $"{value} %RH",
            Quantity.Voltage => $"{value} V",
            Quantity.Current => $"{value} A",
            Quantity.Power => $"{value} W",
            Quantity.Energy => $"{value} Wh",
            Quantity.Frequency => $"{value} Hz",
            _ => $"cos φ {value}",
        };
    }

    private static Words EndOf(HandOutEnd? end) => end switch
    {
        HandOutEnd.Seen => new("看到货出来了", "it was seen to come out"),
        HandOutEnd.Turned => new("转过了；板子自己看不见货出没出来", "it turned; the board itself does not see whether anything came"),
        HandOutEnd.NotSeen => new("转过了，掉货检测没有看到东西：查货道空没空、检测器对没对准", "it turned and nothing was seen: look whether it is empty and the sensor aimed"),
        HandOutEnd.Jammed => new("卡住了：断电后清理货道", "it is stuck: cut its supply and clear it"),
        HandOutEnd.DidNotStop => new("没有停在该停的位置：查电机的限位", "it did not stop where it ought to: look at the motor's switch"),
        HandOutEnd.NoSuchChannel => new("板上没有这个货道：查编号", "the board has no such channel: look at its number"),
        HandOutEnd.NotStarted => new("没有发出去：线路忙或者不在", "nothing was sent: the line is busy or gone"),
        HandOutEnd.Refused => new("板子拒绝了", "the board refused it"),
        HandOutEnd.Unknown => new("发出去了，但不知道结果：到柜前看", "it was sent and nobody knows what became of it: go and look"),
        _ => new("没有任何回音", "nothing was heard of it"),
    };
}
