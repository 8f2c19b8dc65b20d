using YongAi.Simulators.Boards;
using YongAi.Simulators.Live;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>What lies in the slots and which doors stand open when a simulated cabinet begins.</summary>
public sealed record Beginning(ImmutableArray<StockedPack> Stock, ImmutableArray<int> Open);

/// <summary>The simulated cabinet of a stand on a thread of its own, with hands and eyes. Nobody kills it: it is the world.</summary>
public sealed class LiveBoards : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly LiveCabinet live;
    private readonly Task life;
    private HandsCaller? hands;

    private LiveBoards(SimulatedSite site, SimulatedCabinet cabinet)
    {
        live = new LiveCabinet(site, cabinet, TimeProvider.System);
        life = Task.Factory.StartNew(() => live.Run(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>The cabinet of a site file; without a beginning a full pack lies in each slot but the last, and every door is closed.</summary>
    /// <exception cref="IOException">A line cannot be made.</exception>
    public static async Task<LiveBoards> OpenAsync(string siteFile, int seed, Beginning? from)
    {
        var site = SimulatedSite.Read(siteFile);
        var cabinet = new SimulatedCabinet(site, new CabinetSetup { Seed = seed });
        foreach (var pack in from?.Stock ?? Stock.Usual(site, null)) cabinet.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        foreach (var slot in from?.Open ?? []) cabinet.World.Find(slot)?.ForceOpen();
        var boards = new LiveBoards(site, cabinet);
        boards.hands = await HandsCaller.Connect(site.HandsPath, CancellationToken.None);
        return boards;
    }

    /// <summary>Told before a hand moves: what it is about to do, and whose it is.</summary>
    public Action<HandsAct, string> Acting { get; set; } = (_, _) => { };

    /// <summary>Told when it was done, or could not be.</summary>
    public Action<HandsAct, string, HandsAnswer> Acted { get; set; } = (_, _, _) => { };

    /// <summary>One act after the other: there is one cabinet to stand before.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="by">Who does it; empty for a passer-by.</param>
    public async Task<HandsAnswer> Do(HandsAct act, string by = "")
    {
        await oneAtATime.WaitAsync();
        try
        {
            if (act is LookAround) return await hands!.Do(act, CancellationToken.None);
            Acting(act, by);
            var answer = await hands!.Do(act, CancellationToken.None);
            Acted(act, by, answer);
            return answer;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public async Task<ImmutableArray<SlotLook>> LookAsync() => (await Do(new LookAround())).Slots!.Value;

    public async ValueTask DisposeAsync()
    {
        hands?.Dispose();
        await stop.CancelAsync();
        await life;
        live.Dispose();
        stop.Dispose();
        oneAtATime.Dispose();
    }
}
