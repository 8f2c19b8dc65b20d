using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.EndToEnd;

/// <summary>
/// A rider who always has either a pack in his hands or one in the cabinet. He puts what he holds into an open empty slot, takes
/// what lies behind another open door, and closes doors behind him.
/// </summary>
internal sealed class SteadyRider(Street street, string name, string pack)
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StaysAtMost = TimeSpan.FromSeconds(45);

    private readonly CodeWriterIssuer _issuer = CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-credential.pem"), "demo");
    private SimulatedPhone? _phone;
    private int? _putInto;

    /// <summary>What he holds, or null while his pack is in the cabinet.</summary>
    public string? Holds { get; private set; } = pack;
    public string Name => name;

    public void ShowCode()
    {
        _phone ??= _issuer.Phone(name, ["swap:48V24Ah"], DateTimeOffset.UtcNow.AddHours(-1), TimeSpan.FromDays(6));
        _code = _phone.Draw("swap", DateTimeOffset.UtcNow);
    }

    private string _code = "";

    /// <summary>Comes and does what open doors invite to, until he has taken a pack, or is told to stop. True when he took one.</summary>
    public async Task<bool> SwapAsync(CancellationToken goAway)
    {
        ShowCode();
        await street.Do(new ShowCode(_code));
        for (var stayed = TimeSpan.Zero; stayed < StaysAtMost && !goAway.IsCancellationRequested; stayed += LooksEvery)
        {
            foreach (var slot in await street.LookAsync())
            {
                if (!slot.IsOpen) continue;
                if (Holds is { } own && slot.Pack is null) await PutAsync(slot.Slot, own);
                else if (Holds is null && slot.Pack is not null && slot.Slot != _putInto) return await TakeAsync(slot.Slot);
            }
            await Task.Delay(LooksEvery, CancellationToken.None);
        }
        return false;
    }

    /// <summary>Closes every door that stands open, as anybody would; takes his own pack if it lies behind one.</summary>
    public async Task TidyAsync()
    {
        foreach (var slot in await street.LookAsync())
            if (slot.IsOpen) await street.Do(new CloseDoor(slot.Slot));
    }

    private async Task PutAsync(int slot, string own)
    {
        await Task.Delay(700, CancellationToken.None);
        if (!(await street.Do(new PutPack(slot, own, 25))).Ok) return;
        (Holds, _putInto) = (null, slot);
        await street.Do(new CloseDoor(slot));
    }

    private async Task<bool> TakeAsync(int slot)
    {
        await Task.Delay(700, CancellationToken.None);
        var taken = await street.Do(new TakePack(slot));
        if (!taken.Ok) return false;
        (Holds, _putInto) = (taken.Serial, null);
        await Task.Delay(3000, CancellationToken.None);
        await street.Do(new CloseDoor(slot));
        return true;
    }
}
