using System.Diagnostics;
using System.Text.Json;
using YongAi.Edge.Tests;
using YongAi.Simulators.World;

namespace YongAi.Edge.Bench;

/// <summary>A rider with a simulated phone at a stand. He closes doors as soon as the edge has seen them open.</summary>
internal sealed class Rider
{
    /// <summary>A code of which nothing has come by then was refused.</summary>
    private static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(2);
    /// <summary>A scanner reads a phone that is held on again so soon; the edge checks at most five signatures a second.</summary>
    private static readonly TimeSpan ShowsEvery = TimeSpan.FromMilliseconds(210);
    /// <summary>Charge of a pack that the cabinet charges, and of one that it hands out again as it is.</summary>
    public const int FlatPercent = 25, FullPercent = 95;

    private readonly Stand stand;
    private readonly int percent;
    private readonly CodeWriterIssuer issuer =
        CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-credential.pem"), "demo");
    private SimulatedPhone phone;
    private string own = "YA48240000009001";

    /// <param name="percent">Charge of the packs that he brings.</param>
    public Rider(Stand stand, int percent)
    {
        (this.stand, this.percent) = (stand, percent);
        phone = NewPhone();
    }

    /// <summary>From now on he shows a credential that no cabinet has seen.</summary>
    public void ChangePhone()
    {
        phone = NewPhone();
    }

    /// <summary>Shows a fresh code. The moment of the first opening command after it; null when it was refused.</summary>
    public async Task<long?> ScanAsync()
    {
        var opening = stand.Scans.NextOpening();
        await stand.Do(new ShowCode(phone.Draw("swap", DateTimeOffset.UtcNow)));
        return await Task.WhenAny(opening, Task.Delay(OpensWithin, stand.Stop)) == opening ? await opening : null;
    }

    /// <summary>Shows one fresh code after the other until a door opens: the moment of the opening command.</summary>
    public async Task<long> ScanUntilServedAsync()
    {
        var opening = stand.Scans.NextOpening();
        while (!opening.IsCompleted)
        {
            await stand.Do(new ShowCode(phone.Draw("swap", DateTimeOffset.UtcNow)));
            await Task.WhenAny(opening, Task.Delay(ShowsEvery, stand.Stop));
            stand.Stop.ThrowIfCancellationRequested();
        }
        return await opening;
    }

    /// <summary>Puts his pack in and takes the one that is offered; it is the one he brings next time.</summary>
    public async Task SwapAsync()
    {
        var brought = own;
        await UntilOver(async (stage, slot) =>
        {
            if (stage == "wait-insert" && slot.Pack is null) await stand.Do(new PutPack(slot.Slot, own, percent));
            else if (stage == "wait-take" && slot.Pack is not null) own = (await stand.Do(new TakePack(slot.Slot))).Serial!;
            else if (stage is "wait-insert" or "wait-close-out") await stand.Do(new CloseDoor(slot.Slot));
        });
        if (own == brought) throw new InvalidOperationException("a whole swap was to be measured, and it was none");
    }

    private SimulatedPhone NewPhone() =>
        issuer.Phone("rider-bench", ["swap:48V24Ah"], DateTimeOffset.UtcNow.AddHours(-1), TimeSpan.FromDays(6));

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
