using System.Diagnostics;
using System.Text.Json;
using YongAi.Edge.Tests;
using YongAi.Simulators.World;

namespace YongAi.Edge.Bench;

/// <summary>A rider with a simulated phone at a stand. He closes doors as soon as the edge has seen them open.</summary>
internal sealed class Rider : IDisposable
{
    /// <summary>A code of which nothing has come by then was refused.</summary>
    private static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(2);
    private const int EmptyPercent = 25;

    private readonly Stand stand;
    private readonly CodeWriterIssuer issuer =
        CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-credential.pem"), "demo");
    private readonly SimulatedPhone phone;
    private string own = "YA48240000009001";

    public Rider(Stand stand)
    {
        this.stand = stand;
        phone = issuer.Phone("rider-bench", ["swap:48V24Ah"], DateTimeOffset.UtcNow.AddHours(-1), TimeSpan.FromDays(6));
    }

    /// <summary>Shows a fresh code. The moment of the first opening command after it; null when it was refused.</summary>
    public async Task<long?> ScanAsync()
    {
        var opening = stand.Scans.NextOpening();
        await stand.Do(new ShowCode(phone.Draw("swap", DateTimeOffset.UtcNow)));
        return await Task.WhenAny(opening, Task.Delay(OpensWithin, stand.Stop)) == opening ? await opening : null;
    }

    /// <summary>Waits until the edge sees the first door open; milliseconds from the scan to there, as the edge says.</summary>
    public async Task<double> SeesDoorOpenAsync()
    {
        var said = double.NaN;
        await stand.Until(async () =>
        {
            var cabinet = await stand.CabinetAsync();
            if (StageOf(cabinet) != "wait-insert") return false;
            said = cabinet.GetProperty("scan_to_unlock_ms").GetDouble();
            return true;
        }, "the edge to see its door open");
        return said;
    }

    /// <summary>Puts nothing in and closes the door, twice: the swap ends.</summary>
    public Task LeaveAsync() => UntilOver(async (stage, slot) =>
    {
        if (stage == "wait-insert") await stand.Do(new CloseDoor(slot.Slot));
    });

    /// <summary>Puts his pack in and takes the one that is offered; it is the one he brings next time.</summary>
    public async Task SwapAsync()
    {
        var brought = own;
        await UntilOver(async (stage, slot) =>
        {
            if (stage == "wait-insert" && slot.Pack is null) await stand.Do(new PutPack(slot.Slot, own, EmptyPercent));
            else if (stage == "wait-take" && slot.Pack is not null) own = (await stand.Do(new TakePack(slot.Slot))).Serial!;
            else if (stage is "wait-insert" or "wait-close-out") await stand.Do(new CloseDoor(slot.Slot));
        });
        if (own == brought) throw new InvalidOperationException("a whole swap was to be measured, and it was none");
    }

    public void Dispose()
    {
        phone.Dispose();
        issuer.Dispose();
    }

    private async Task UntilOver(Func<string, SlotLook, Task> act)
    {
        await stand.Until(async () =>
        {
            if (StageOf(await stand.CabinetAsync()) is not { } stage) return true;
            foreach (var slot in (await stand.LookAsync()).Where(slot => slot.IsOpen)) await act(stage, slot);
            return false;
        }, "the swap to end");
        await stand.QuietAsync();
    }

    private static string? StageOf(JsonElement cabinet) =>
        cabinet.GetProperty("swap") is { ValueKind: JsonValueKind.Object } swap
            ? swap.GetProperty("stage").GetString() : null;
}
