using System.Globalization;
using YongAi.Edge.Host.Loop;

namespace YongAi.Edge.Host.Metrics;

/// <summary>A yes, or the reasons why not.</summary>
public sealed record HealthAnswer(bool Ok, ImmutableArray<string> Why);

/// <summary>Is the program alive, and can it serve a rider? Reads what was published; never touches the loop.</summary>
/// <param name="view">The cabinet after the last turn.</param>
/// <param name="beatAge">How long ago the loop last looked up.</param>
/// <param name="loops">Every loop by name, as the task that ends with it.</param>
public sealed class Health(Func<CabinetView> view, Func<TimeSpan> beatAge, ImmutableArray<(string Name, Task Ended)> loops)
{
    /// <summary>The loop looks up every second; silent for so long it is stuck.</summary>
    public static readonly TimeSpan LoopSilentMax = TimeSpan.FromSeconds(10);

    /// <summary>Every loop turns.</summary>
    public HealthAnswer Live()
    {
        var why = ImmutableArray.CreateBuilder<string>();
        if (beatAge() is var age && age > LoopSilentMax)
            why.Add(string.Create(CultureInfo.InvariantCulture, $"the loop has not looked up for {age.TotalSeconds:0.0} s"));
        foreach (var (name, ended) in loops)
            if (ended.IsCompleted) why.Add($"{name} has ended");
        return new HealthAnswer(why.Count == 0, why.ToImmutable());
    }

    /// <summary>A rider could be served: recovered, the journal takes what is written, every line is there.</summary>
    public HealthAnswer Ready()
    {
        var now = view();
        var why = Live().Why.ToBuilder();
        if (now.At.Elapsed < now.Cabinet.Image.SteadyAt) why.Add("started too often in a short time: it waits before it acts");
        else if (now.Cabinet.Image.Recovering) why.Add("still finding out what happened before the start");
        if (now.Cabinet.Image.InkStalled) why.Add("the journal does not take what is written");
        foreach (var (name, line) in now.Lines)
            if (!line.Up) why.Add(line.Why is null ? $"line {name} is not open yet" : $"line {name} is down: {line.Why}");
        // Said alone: with a line down or a swap unsettled it is only what follows.
        if (why.Count == 0 && now.Cabinet.StillLooking(now.At.Elapsed))
            why.Add("not every slot's sensors have been read twice since the start");
        return new HealthAnswer(why.Count == 0, why.ToImmutable());
    }
}
