using YongAi.Edge.Devices;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Site;
using YongAi.Simulators.Torture;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>
/// A simulated cabinet on pseudo-terminals in real time, in a folder of its own. Stories are lived in it side by side, each at a line of
/// its own: a story mostly waits.
/// </summary>
internal sealed class TerminalCabinet : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Task> stories = [];
    private readonly LiveBoards boards;

    /// <param name="siteText">Its site file, with its lines in its own folder.</param>
    /// <param name="packs">How many packs lie in its first slots.</param>
    public TerminalCabinet(string siteText, int packs = 0)
    {
        var file = folder.Write("site.json", siteText);
        Site = SimulatedSite.Read(file);
        boards = LiveBoards.OpenAsync(file, seed: 1, new Beginning(Stock.Usual(Site, packs), [])).GetAwaiter().GetResult();
    }

    public SimulatedSite Site { get; }

    public TerminalEnd End(string line, params DeviceWiring[] others) => new(Site, line, others);

    /// <summary>Begins a story at a line; its task ends with it, or with what went wrong.</summary>
    /// <param name="line">The line.</param>
    /// <param name="story">What happens there.</param>
    /// <param name="others">Drivers instead of those that the site file names.</param>
    public Task Live(string line, Action<TerminalEnd> story, params DeviceWiring[] others)
    {
        // A thread each: dozens of them wait at the same time.
        var lived = Task.Factory.StartNew(() =>
        {
            using var end = End(line, others);
            story(end);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        stories.Add(lived);
        return lived;
    }

    public HandsAnswer Try(HandsAct act) => boards.Do(act).GetAwaiter().GetResult();

    public void Do(HandsAct act)
    {
        var answer = Try(act);
        Assert.True(answer.Ok, answer.Why);
    }

    /// <summary>A slot as an all-knowing eye sees it.</summary>
    public SlotLook Look(int slot) => Try(new LookAround()).Slots!.Value.Single(look => look.Slot == slot);

    public void Dispose()
    {
        // What went wrong in a story has been told by its own task.
        Task.WhenAll(stories).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        boards.DisposeAsync().AsTask().Wait();
        folder.Dispose();
    }
}
